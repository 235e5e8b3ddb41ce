import { useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import { useText } from '../../../i18n/text.ts'
import { Select } from '../../widgets/select.tsx'
import { useRoom } from '../context.ts'
import { Write } from './write.tsx'

export type ReplyTo = { id: ParticipantId; name: string }
type Choice = 'all' | 'hosts' | 'announcement' | 'reply'
type Props = { reply: ReplyTo | null; onNoReply: () => void }

/** Where a message is written, and to whom. */
export function ChatWrite({ reply, onNoReply }: Props) {
  const t = useText('people')
  const { state, leader, ask } = useRoom()
  const [chosen, setChosen] = useState<Choice>('all')
  if (!state.meeting.chat && !leader) return <output>{t.chat.off}</output>

  const choice = reply ? 'reply' : chosen === 'announcement' && !leader ? 'all' : chosen
  const send = (text: string) => {
    const to = choice === 'reply' ? reply && { id: reply.id } : choice
    return ask('chat.send', { text, to: to ?? 'all' })
  }
  const choose = (next: Choice) => {
    if (next !== 'reply') onNoReply()
    setChosen(next === 'reply' ? 'all' : next)
  }
  const options: { value: Choice; label: string }[] = [
    ...(reply ? [{ value: 'reply' as const, label: t.chat.toOne(reply.name) }] : []),
    { value: 'all', label: t.chat.toAll },
    { value: 'hosts', label: t.chat.toHosts },
    ...(leader ? [{ value: 'announcement' as const, label: t.chat.toAnnounce }] : []),
  ]
  return (
    <Write label={t.chat.write} submit={t.chat.send} max={LIMITS.chatText} send={send}>
      <Select label={t.chat.to} value={choice} options={options} onChange={choose} />
    </Write>
  )
}
