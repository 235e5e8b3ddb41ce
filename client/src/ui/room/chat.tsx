import { useEffect, useRef, useState } from 'react'
import type { FormEvent, KeyboardEvent } from 'react'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import type { ChatView } from '../../../../server/protocol/model.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { useRoom } from './context.ts'
import { Panel } from './panel.tsx'

/** The server gives messages no ids; each is one object for as long as it is shown. */
const keys = new WeakMap<ChatView, number>()
let lastKey = 0
function keyOf(message: ChatView): number {
  const known = keys.get(message) ?? ++lastKey
  keys.set(message, known)
  return known
}

export function Chat({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { state } = useRoom()
  const end = useRef<HTMLLIElement>(null)
  const { length } = state.chat
  useEffect(() => {
    if (length > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [length])
  return (
    <Panel title={t.chat.title} onClose={onClose} foot={<Write on={state.meeting.chat} />}>
      {length === 0 && <p className="soft">{t.chat.empty}</p>}
      <div role="log" aria-label={t.chat.log}>
        <ol className="chat">
          {state.chat.map((message) => (
            <Message key={keyOf(message)} message={message} />
          ))}
          <li ref={end} aria-hidden="true" />
        </ol>
      </div>
    </Panel>
  )
}

/** Plain text, as it was typed: a link in it stays text, so that no one is lured away by a click. */
function Message({ message }: { message: ChatView }) {
  const { time } = useTime()
  const { state } = useRoom()
  return (
    <li className="chat-message" data-mine={message.from === state.self || undefined}>
      <p className="small">
        <span className="person-name">{message.name}</span>{' '}
        <time className="soft" dateTime={new Date(message.at).toISOString()}>
          {time(message.at)}
        </time>
      </p>
      <p className="chat-text">{message.text}</p>
    </li>
  )
}

function Write({ on }: { on: boolean }) {
  const t = useText()
  const { ask } = useRoom()
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  if (!on) return <output>{t.chat.off}</output>
  const tooLong = [...text].length > LIMITS.chatText
  const send = async () => {
    if (text.trim() === '' || tooLong || sending) return
    setSending(true)
    if (await ask('chat.send', { text })) setText('')
    setSending(false)
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
  return (
    <form className="chat-write" onSubmit={onSubmit}>
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
