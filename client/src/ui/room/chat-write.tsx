import { useState } from 'react'
import type { FormEvent, KeyboardEvent } from 'react'
import type { ParticipantId } from '../../../../server/protocol/ids.ts'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { Select } from '../widgets/select.tsx'
import { useRoom } from './context.ts'

export type ReplyTo = { id: ParticipantId; name: string }
type Choice = 'all' | 'hosts' | 'announcement' | 'reply'
type Props = { reply: ReplyTo | null; onNoReply: () => void }

/** Where a message is written, and to whom. */
export function ChatWrite({ reply, onNoReply }: Props) {
  const t = useText()
  const { state, leader, ask } = useRoom()
  const [chosen, setChosen] = useState<Choice>('all')
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  if (!state.meeting.chat && !leader) return <output>{t.chat.off}</output>

  const choice = reply ? 'reply' : chosen === 'announcement' && !leader ? 'all' : chosen
  const tooLong = [...text].length > LIMITS.chatText
  const send = async () => {
    if (text.trim() === '' || tooLong || sending) return
    setSending(true)
    const to = choice === 'reply' ? reply && { id: reply.id } : choice
    if (await ask('chat.send', { text, to: to ?? 'all' })) setText('')
    setSending(false)
  }
  const choose = (next: Choice) => {
    if (next !== 'reply') onNoReply()
    setChosen(next === 'reply' ? 'all' : next)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a syllable is being composed Enter belongs to the Vietnamese input method.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  const options: { value: Choice; label: string }[] = [
    ...(reply ? [{ value: 'reply' as const, label: t.chat.toOne(reply.name) }] : []),
    { value: 'all', label: t.chat.toAll },
    { value: 'hosts', label: t.chat.toHosts },
    ...(leader ? [{ value: 'announcement' as const, label: t.chat.toAnnounce }] : []),
  ]
  return (
    <form className="chat-write" onSubmit={onSubmit}>
      <Select label={t.chat.to} value={choice} options={options} onChange={choose} />
      <textarea
        className="input"
        rows={2}
        aria-label={t.chat.write}
        placeholder={t.chat.write}
        aria-invalid={tooLong}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button
        type="submit"
        look="primary"
        icon="send"
        aria-label={t.chat.send}
        isDisabled={sending}
      />
      {tooLong && (
        <p role="alert" className="field-error">
          {t.chat.tooLong(LIMITS.chatText)}
        </p>
      )}
    </form>
  )
}
