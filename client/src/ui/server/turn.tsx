import { useId } from 'react'
import type { ServerHealth, TurnProbe } from '#protocol/health.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'

const TONES = {
  none: 'info',
  unknown: 'info',
  ok: 'ok',
  partly: 'warn',
  failing: 'danger',
} as const

/** Whether the TURN server works as browsers need it to, for each of its addresses. */
export function Turn({ turn }: Pick<ServerHealth, 'turn'>) {
  const h = useTexts('health')
  const { exact } = useTime()
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{h.turn}</h2>
      <Alert tone={TONES[turn.state]}>{h.turnStates[turn.state]}</Alert>
      {turn.probes.length > 0 && (
        <table className="table" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{h.turnAddress}</th>
              <th scope="col">{h.turnResult}</th>
            </tr>
          </thead>
          <tbody>
            {turn.probes.map((probe) => (
              <tr key={probe.url}>
                <th scope="row">{probe.url}</th>
                <td>
                  <Result probe={probe} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {turn.at !== null && <p className="small soft">{h.turnAt(exact(turn.at))}</p>}
    </section>
  )
}

function Result({ probe }: { probe: TurnProbe }) {
  const h = useTexts('health')
  const { dateTime } = useTime()
  const { certificate } = probe
  return (
    <>
      {probe.ok ? h.turnOk(probe.ms, probe.relay) : h.turnBad(probe.reason)}
      {certificate !== null && (
        <div className="small soft">
          {h.turnCertificate(dateTime(certificate.ends))}
          {certificate.trusted === false && ` (${h.untrusted})`}
        </div>
      )}
    </>
  )
}
