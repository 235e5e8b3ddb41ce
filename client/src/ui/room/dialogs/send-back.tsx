import { useState } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { ParticipantView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Checkbox } from '../../widgets/choice.tsx'
import { Confirm } from '../../widgets/dialog.tsx'
import { actionsFor } from '../actions.ts'
import { useRoom } from '../context.ts'
import { MessageField, withMessage } from './message.tsx'

/**
 * [ADM9] Sends one person back to the lobby or, with null, everyone except those who are checked.
 */
export function SendBack({
  person,
  onClose,
}: {
  person: ParticipantView | null
  onClose: () => void
}) {
  const t = useText('people', 'meeting')
  const { state, me, call } = useRoom()
  const [staying, setStaying] = useState<ReadonlySet<string>>(new Set())
  const [message, setMessage] = useState('')
  const { meeting, tracks, participants } = state
  const able = participants.filter((target) =>
    actionsFor({ me, target, meeting, tracks }).includes('sendBack'),
  )
  const going = person ? [person] : able.filter(({ id }) => !staying.has(id))
  const keep = (id: string, on: boolean) => {
    const next = new Set(staying)
    if (on) next.add(id)
    else next.delete(id)
    setStaying(next)
  }
  const ids = going.slice(0, LIMITS.returnBatch).map(({ id }) => id)
  return (
    <Confirm
      title={person ? t.people.sendBackTitle(person.name) : t.people.sendBackAllTitle}
      body={t.people.sendBackBody}
      submit={person ? t.people.sendBack : t.people.sendBackSubmit(ids.length)}
      isDisabled={ids.length === 0}
      run={() => call.request('lobby.return', { ids, ...withMessage(message) })}
      onClose={onClose}
    >
      {!person && (
        <fieldset>
          <legend className="field-label">{t.people.whoStays}</legend>
          {able.map(({ id, name, kind }) => (
            <Checkbox
              key={id}
              label={name}
              what={t.kinds[kind]}
              checked={staying.has(id)}
              onChange={(on) => keep(id, on)}
            />
          ))}
        </fieldset>
      )}
      <MessageField value={message} onChange={setMessage} />
    </Confirm>
  )
}
