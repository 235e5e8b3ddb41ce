import type { ServerHealth } from '#protocol/health.ts'
import { api } from '../../http/api.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { Ageing } from './ageing.tsx'
import { Figures } from './figures.tsx'
import { Locks } from './locks.tsx'
import { Turn } from './turn.tsx'
import { useSize } from './units.ts'
import { Workers } from './workers.tsx'

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
  const h = useTexts('health')
  const { value, failure } = useLoaded(api.serverHealth, REFRESH_MS)
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

/** Each server of a cluster speaks for itself. */
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
