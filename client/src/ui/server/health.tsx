import { useId } from 'react'
import type { LockView, ServerHealth } from '#protocol/health.ts'
import { operatorApi } from '../../http/operators.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { useServerNow } from '../use-server-now.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { Plots } from './plots.tsx'
import { Turn } from './turn.tsx'
import { useSize } from './units.ts'
import { Workers } from './workers.tsx'

const REFRESH_MS = 10_000

/** Server health for operators: only counts and sizes, with no way to listen in. */
export function ServerHealthPage() {
  return (
    <Page wide current="serverHealth">
      <SignedIn>{() => <Health />}</SignedIn>
    </Page>
  )
}

function Health() {
  const h = useTexts('health')
  const { value, failure } = useLoaded(operatorApi.serverHealth, REFRESH_MS)
  return (
    <div className="stack">
      <PageTitle>{h.title}</PageTitle>
      <p>{h.intro}</p>
      <p>{h.noListening}</p>
      <FailureAlert failure={failure} />
      {value && <Report health={value} />}
    </div>
  )
}

function Report({ health }: { health: ServerHealth }) {
  const { dateTime } = useTime()
  const size = useSize()
  const h = useTexts('health')
  const { load, capacity, attempts, disk, version, certificate } = health
  return (
    <>
      <Alert tone={health.ready ? 'ok' : 'danger'}>{health.ready ? h.ready : h.notReady}</Alert>
      <Ageing health={health} />
      <Figures
        title={h.now}
        rows={[
          [h.participants, h.participantsOf(load.participants, capacity.server)],
          [h.waiting, String(load.waiting)],
          [h.meetings, String(load.meetings)],
          [h.sockets, String(load.sockets)],
        ]}
      />
      <Plots capacity={capacity} />
      <Workers workers={health.workers} />
      <Turn turn={health.turn} />
      <Figures
        title={h.attempts}
        rows={[
          [h.lastHour, String(attempts.lastHour)],
          [h.lockedOut, String(attempts.lockedOut)],
        ]}
      />
      <Locks locks={attempts.locks} />
      <Figures
        title={h.machine}
        rows={[
          [h.diskFree, h.diskOf(size(disk.free), size(disk.size))],
          [h.store, size(disk.store)],
          [h.certificate, certificateText(h, certificate, dateTime)],
          [h.version, h.versions(version.server, version.node)],
          [h.patchedAt, health.patchedAt === null ? h.noImage : dateTime(health.patchedAt)],
          [h.startedAt, dateTime(health.startedAt)],
          ...oneOfSeveral(h, health.address),
        ]}
      />
    </>
  )
}

/** In a cluster, each server reports for itself. */
const oneOfSeveral = (h: Parts['health'], address: string | null): [string, string][] =>
  address === null ? [] : [[h.thisServer, h.ofSeveral(address)]]

function certificateText(
  h: Parts['health'],
  certificate: ServerHealth['certificate'],
  dateTime: (at: number) => string,
): string {
  if (certificate === null) return h.noCertificate
  const ends = dateTime(certificate.ends)
  return certificate.trusted === false ? `${ends} (${h.untrusted})` : ends
}

const DAY = 24 * 60 * 60_000
const CERTIFICATE_SOON = 14
const IMAGE_OLD = 30

/** What expires unnoticed: the certificate, and the security patches of the image. */
function Ageing({ health: { certificate, patchedAt } }: { health: ServerHealth }) {
  const h = useTexts('health')
  const now = useServerNow(null)
  const left = certificate === null ? Infinity : Math.floor((certificate.ends - now) / DAY)
  const age = patchedAt === null ? 0 : Math.floor((now - patchedAt) / DAY)
  return (
    <>
      {left < 0 && <Alert tone="danger">{h.certificateOver}</Alert>}
      {left >= 0 && left < CERTIFICATE_SOON && <Alert tone="warn">{h.certificateSoon(left)}</Alert>}
      {age > IMAGE_OLD && <Alert tone="warn">{h.imageOld(age)}</Alert>}
    </>
  )
}

/** Names and values under a heading. */
function Figures({ title, rows }: { title: string; rows: [name: string, value: string][] }) {
  const h = useTexts('health')
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="table figures" aria-labelledby={id}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{h.figure}</th>
            <th scope="col">{h.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Current lockouts. Read-only, because a lock ends only with time (PWD4). */
function Locks({ locks }: { locks: readonly LockView[] }) {
  const h = useTexts('health')
  const { exact } = useTime()
  const id = useId()
  if (locks.length === 0) return null
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{h.locks}</h3>
      <p className="small soft">{h.locksWhat}</p>
      <table className="table" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{h.lockWhat}</th>
            <th scope="col">{h.lockFrom}</th>
            <th scope="col">{h.lockUntil}</th>
          </tr>
        </thead>
        <tbody>
          {locks.map(({ what, name, from, place, until }) => (
            <tr key={`${what} ${name} ${from} ${place} ${until}`}>
              <th scope="row">{h.lockNames[what](name)}</th>
              <td data-column={h.lockFrom}>{h.lockPlaces[from](place)}</td>
              <td data-column={h.lockUntil}>{exact(until)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
