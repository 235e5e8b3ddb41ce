import { useEffect, useRef, useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { ChatMessage } from '../../../call/types.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import type { Texts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { Select } from '../../widgets/select.tsx'
import { useRoom } from '../context.ts'
import { hostOf, partsOf } from './links.ts'
import { Panel } from './panel.tsx'
import { Write } from './write.tsx'

type ReplyTo = { id: ParticipantId; name: string }

type Props = {
  /** Whether the next message is to be an announcement. */
  announcing: boolean
  onClose: () => void
}

export function Chat({ announcing, onClose }: Props) {
  const t = useText('people')
  const { state } = useRoom()
  const [reply, setReply] = useState<ReplyTo | null>(null)
  const [address, setAddress] = useState<string | null>(null)
  const end = useRef<HTMLLIElement>(null)
  const { length } = state.chat
  useEffect(() => {
    if (length > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [length])
  return (
    <Panel
      title={t.chat.title}
      onClose={onClose}
      foot={<ChatWrite announcing={announcing} reply={reply} onNoReply={() => setReply(null)} />}
    >
      {length === 0 && <p className="soft">{t.chat.empty}</p>}
      <div role="log" aria-label={t.chat.log}>
        <ol className="chat">
          {state.chat.map((message) => (
            <Message key={message.id} message={message} onReply={setReply} onAddress={setAddress} />
          ))}
          <li ref={end} aria-hidden="true" />
        </ol>
      </div>
      {address && <OpenAddress address={address} onClose={() => setAddress(null)} />}
    </Panel>
  )
}

type MessageProps = {
  message: ChatMessage
  onReply: (to: ReplyTo) => void
  onAddress: (address: string) => void
}

function Message({ message, onReply, onAddress }: MessageProps) {
  const t = useText('people')
  const { time } = useTime()
  const { state, leader } = useRoom()
  const { from, name, to, text, at } = message
  const mine = from === state.self
  const present = state.participants.some(({ id }) => id === from)
  return (
    <li
      className="chat-message"
      data-mine={mine || undefined}
      data-to={typeof to === 'string' ? to : 'person'}
    >
      <p className="small">
        <span className="person-name">{name}</span>{' '}
        <time className="soft" dateTime={new Date(at).toISOString()}>
          {time(at)}
        </time>
        {to !== 'all' && <span className="badge">{addressText(t, to)}</span>}
      </p>
      <p className="chat-text">
        {text === null && <span className="soft">{t.chat.unreadable}</span>}
        {partsOf(text ?? '').map((part, index) =>
          part.type === 'text' ? (
            part.text
          ) : (
            <button
              // Messages never change, so the index of a part is a stable key.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              type="button"
              className="chat-address"
              onClick={() => onAddress(part.text)}
            >
              {part.text}
            </button>
          ),
        )}
      </p>
      {leader && to === 'hosts' && !mine && present && (
        <Button small look="quiet" onPress={() => onReply({ id: from, name })}>
          {t.chat.reply(name)}
        </Button>
      )}
    </li>
  )
}

function addressText(t: Texts<'people'>, to: Exclude<ChatMessage['to'], 'all'>): string {
  if (to === 'hosts') return t.chat.toHostsMark
  return to === 'announcement' ? t.chat.announcement : t.chat.toOneMark(to.name)
}

/** Confirms opening a link, after the person has seen where it really leads. */
function OpenAddress({ address, onClose }: { address: string; onClose: () => void }) {
  const t = useText('people')
  const open = () => {
    window.open(address, '_blank', 'noopener,noreferrer')
    onClose()
  }
  return (
    <Dialog title={t.chat.openTitle(hostOf(address))} onClose={onClose} alert>
      <p>{t.chat.openBody}</p>
      <p className="chat-text">
        <code>{address}</code>
      </p>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" onPress={open}>
          {t.chat.open}
        </Button>
      </div>
    </Dialog>
  )
}

type Choice = 'all' | 'hosts' | 'announcement' | 'reply'
type WriteProps = { announcing: boolean; reply: ReplyTo | null; onNoReply: () => void }

/** The message field, with the choice of recipient. */
function ChatWrite({ announcing, reply, onNoReply }: WriteProps) {
  const t = useText('people')
  const { state, leader, write } = useRoom()
  const [chosen, setChosen] = useState<Choice>(announcing ? 'announcement' : 'all')
  if (!state.meeting.chat && !leader) return <output>{t.chat.off}</output>

  const choice = reply ? 'reply' : chosen === 'announcement' && !leader ? 'all' : chosen
  const send = async (text: string) => {
    const to = choice === 'reply' ? reply && { id: reply.id } : choice
    const sent = await write({ kind: 'chat', to: to ?? 'all', text })
    // The next message would interrupt everyone again.
    if (sent && to === 'announcement') setChosen('all')
    return sent
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
