import { useState } from 'react'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'

type Props = {
  label: string
  submit: string
  /** Maximum length in code points. */
  max: number
  /** Resolves to whether the text was sent; the field is then cleared. */
  send: (text: string) => Promise<boolean>
  children?: ReactNode
}

/** A short multi-line field with a send button. Enter also sends. */
export function Write({ label, submit, max, send, children }: Props) {
  const t = useText('people')
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  const tooLong = [...text].length > max
  const run = async () => {
    if (text.trim() === '' || tooLong || sending) return
    setSending(true)
    if (await send(text)) setText('')
    setSending(false)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While composing a syllable, Enter belongs to the Vietnamese input method.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void run()
  }
  return (
    <form className="chat-write" onSubmit={onSubmit}>
      {children}
      <textarea
        className="input"
        rows={2}
        aria-label={label}
        placeholder={label}
        aria-invalid={tooLong}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" look="primary" icon="send" aria-label={submit} isDisabled={sending} />
      {tooLong && (
        <p role="alert" className="field-error">
          {t.chat.tooLong(max)}
        </p>
      )}
    </form>
  )
}
