import { useState } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Confirm } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import { MessageField, withMessage } from './message.tsx'
import { SendBack } from './send-back.tsx'

export type Harsh = {
  what: 'sendBack' | 'remove' | 'block' | 'cohost' | 'handOver'
  person: ParticipantView
}

/** Confirms actions that cannot be undone with one click, or that hand out more than it seems. */
export function PersonDialog({ harsh, onClose }: { harsh: Harsh; onClose: () => void }) {
  const t = useText('people')
  const { call } = useRoom()
  const [message, setMessage] = useState('')
  const { id, name } = harsh.person
  const promote = async (to: 'cohost.add' | 'host.handOver') => {
    const error = await call.promote(to, id)
    return error ? { ok: false as const, error } : { ok: true as const, result: {} }
  }
  if (harsh.what === 'handOver')
    return (
      <Confirm
        title={t.people.handOverTitle(name)}
        body={t.people.handOverBody}
        submit={t.people.handOver}
        run={() => promote('host.handOver')}
        onClose={onClose}
      />
    )
  if (harsh.what === 'cohost')
    return (
      <Confirm
        title={t.people.makeCohostTitle(name)}
        body={t.people.makeCohostBody}
        submit={t.people.makeCohostSubmit}
        run={() => promote('cohost.add')}
        onClose={onClose}
      />
    )
  if (harsh.what === 'sendBack') return <SendBack person={harsh.person} onClose={onClose} />
  const block = harsh.what === 'block'
  return (
    <Confirm
      title={block ? t.people.removeBlockTitle(name) : t.people.removeTitle(name)}
      body={block ? t.people.removeBlockBody : t.people.removeBody}
      submit={block ? t.people.removeBlock : t.people.removeSubmit}
      danger
      run={() => call.request('participant.remove', { id, block, ...withMessage(message) })}
      onClose={onClose}
    >
      <MessageField value={message} onChange={setMessage} />
    </Confirm>
  )
}
