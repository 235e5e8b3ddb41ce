import { useId } from 'react'
import type { ServerHealth } from '../../../../server/protocol/http.ts'
import { api } from '../../http/api.ts'
import { useLocale, useText, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Page } from '../widgets/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

const REFRESH_MS = 10_000

/** How the server is, for an operator: counts and sizes, and that there is no way to listen in. */
export function ServerHealthPage() {
  return (
    <Page wide current="serverHealth">
      <SignedIn>{() => <Health />}</SignedIn>
    </Page>
  )
}

function Health() {
  const t = useText()
  const { value, failure } = useLoaded(api.serverHealth, REFRESH_MS)
  return (
    <div className="stack">
      <PageTitle>{t.serverHealth.title}</PageTitle>
      <p>{t.serverHealth.intro}</p>
      <p>{t.serverHealth.noListening}</p>
      <FailureAlert failure={failure} />
      {value && <Report health={value} />}
    </div>
  )
}

function Report({ health }: { health: ServerHealth }) {
  const t = useText()
  const { dateTime } = useTime()
  const size = useSize()
  const h = t.serverHealth
  const { load, capacity, attempts, disk, version, certificateEnds } = health
  return (
    <>
      <Alert tone={health.ready ? 'ok' : 'danger'}>{health.ready ? h.ready : h.notReady}</Alert>
      <Figures
        title={h.now}
        rows={[
          [h.participants, h.participantsOf(load.participants, capacity.server)],
          [h.waiting, String(load.waiting)],
          [h.meetings, String(load.meetings)],
          [h.sockets, String(load.sockets)],
        ]}
      />
      <Workers workers={health.workers} />
      <Figures
        title={h.attempts}
        rows={[
          [h.lastHour, String(attempts.lastHour)],
          [h.lockedOut, String(attempts.lockedOut)],
        ]}
      />
      <Figures
        title={h.machine}
        rows={[
          [h.diskFree, h.diskOf(size(disk.free), size(disk.size))],
          [h.store, size(disk.store)],
          [h.certificate, certificateEnds === null ? h.noCertificate : dateTime(certificateEnds)],
          [h.version, h.versions(version.server, version.node)],
          [h.startedAt, dateTime(health.startedAt)],
        ]}
      />
    </>
  )
}

function Figures({ title, rows }: { title: string; rows: [name: string, value: string][] }) {
  const t = useText()
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="table figures" aria-labelledby={id}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t.serverHealth.figure}</th>
            <th scope="col">{t.serverHealth.value}</th>
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

function Workers({ workers }: Pick<ServerHealth, 'workers'>) {
  const h = useText().serverHealth
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{h.workers}</h2>
      {workers.length === 0 ? (
        <p className="empty">{h.noWorkers}</p>
      ) : (
        <table className="table" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{h.worker}</th>
              <th scope="col">{h.rooms}</th>
              <th scope="col">{h.producers}</th>
              <th scope="col">{h.consumers}</th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker) => (
              <tr key={worker.index}>
                <th scope="row">{h.workerNumber(worker.index)}</th>
                <td data-column={h.rooms}>{worker.rooms}</td>
                <td data-column={h.producers}>{worker.producers}</td>
                <td data-column={h.consumers}>{worker.consumers}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the largest unit that leaves something before the point. */
function useSize(): (bytes: number) => string {
  const locale = useLocale()
  return (bytes) => {
    const power = Math.max(1, Math.min(4, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
    const unit = UNITS[power - 1] ?? 'kilobyte'
    const format = { style: 'unit', unit, maximumFractionDigits: 1 } as const
    return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** power)
  }
}
