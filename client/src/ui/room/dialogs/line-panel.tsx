import { useEffect, useState } from 'react'
import { report, whyReceived } from '../../../call/report.ts'
import type { Flow, Reason, Report } from '../../../call/report.ts'
import { useLocale, useText } from '../../../i18n/text.ts'
import type { Texts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import type { RoomValue } from '../context.ts'

const EVERY_MS = 2000
const NOTHING: Report = { flows: [], roundTrip: null, transport: null }

/** Current sending and receiving statistics, and what limits the quality. */
export function LinePanel({ onClose }: { onClose: () => void }) {
  const t = useText('room')
  const { call } = useRoom()
  const { flows, roundTrip, transport } = useReport(call)
  const way = [
    transport && t.line.over[transport],
    roundTrip !== null && t.line.roundTrip(Math.round(roundTrip * 1000)),
  ].filter(Boolean)
  return (
    <Dialog title={t.line.open} onClose={onClose}>
      <Verdict />
      <p>{way.join('. ')}</p>
      <Flows title={t.line.sent} flows={flows.filter((flow) => flow.way === 'sent')} />
      <Flows title={t.line.received} flows={flows.filter((flow) => flow.way === 'received')} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

/** First of all, in one sentence: whose fault it is. */
function Verdict() {
  const t = useText('room')
  const { line, blocked } = useRoom().state
  const { mine, causes } = line
  if (blocked) return <p>{t.line.blocked(blocked.turnTls)}</p>
  if (mine === null) return null
  const cause = causes.get('me')
  return <p>{mine !== 'good' && cause ? t.line.causes[cause] : t.view.quality[mine]}</p>
}

function useReport(call: RoomValue['call']): Report {
  const [shown, setShown] = useState(NOTHING)
  useEffect(() => {
    let before: Record<string, unknown>[] = []
    let stopped = false
    const look = async () => {
      const now = await call.stats()
      if (stopped) return
      setShown(report(before, now))
      before = now
    }
    void look()
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => {
      stopped = true
      clearInterval(timer)
    }
  }, [call])
  return shown
}

function Flows({ title, flows }: { title: string; flows: Flow[] }) {
  const t = useText('room')
  return (
    <section>
      <h3>{title}</h3>
      {flows.length === 0 && <p className="soft">{t.line.nothing}</p>}
      <ul className="flows">
        {flows.map((flow) => (
          <OneFlow key={flow.key} flow={flow} />
        ))}
      </ul>
    </section>
  )
}

function OneFlow({ flow }: { flow: Flow }) {
  const t = useText('room')
  const room = useRoom()
  const locale = useLocale()
  const percent = (share: number) => share.toLocaleString(locale, PERCENT)
  const { kind, way, codec, kbps, picture, lost, concealed } = flow
  const owner = ownerOf(room, flow)
  const facts = [
    kbps !== null && t.line.kbps(kbps),
    picture && t.line.size(picture.width, picture.height, picture.fps),
    codec,
    lost !== null && t.line.lost(percent(lost)),
    concealed !== null && t.line.concealed(percent(concealed)),
  ].filter(Boolean)
  const why = reasonOf(room, flow)
  return (
    <li>
      <strong>{way === 'sent' ? t.line.mine[kind] : `${t.line.kinds[kind]}: ${owner}`}</strong>
      <span>{facts.join(', ')}</span>
      {why && <span className="soft">{whyText(t, why)}</span>}
    </li>
  )
}

const PERCENT = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
const whyText = (t: Texts<'room'>, reason: Reason) => t.line.why[reason]

const viewOf = ({ state }: RoomValue, { track }: Flow) =>
  state.tracks.find(({ id }) => track !== null && state.received.get(id)?.id === track)

function ownerOf(room: RoomValue, flow: Flow): string {
  const owner = viewOf(room, flow)?.participant
  return room.state.participants.find(({ id }) => id === owner)?.name ?? ''
}

function reasonOf(room: RoomValue, flow: Flow): Reason | null {
  if (flow.kind === 'audio') return null
  const { saving, pictures, held, machine, cause } = room.state.bandwidth
  const paused = pictures === 'paused'
  if (flow.way === 'sent') {
    if (saving) return 'saving'
    if (paused && cause === 'line') return 'soundOnly'
    return paused ? 'cpu' : machine > 0 ? 'cpu' : flow.limit
  }
  const view = viewOf(room, flow)
  if (!view) return null
  const reason = whyReceived(flow.picture?.height ?? null, room.call.asked(view.id), {
    saving: (saving || machine === 2) && view.source === 'camera',
    paused,
    held: held.has(view.id),
    line: room.state.line.mine,
  })
  const strained = reason === 'soundOnly' && cause === 'processor'
  return strained || (reason === 'saving' && !saving) ? 'cpu' : reason
}
