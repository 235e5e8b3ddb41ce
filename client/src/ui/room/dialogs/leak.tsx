import { useState } from 'react'
import type { Contained } from '#protocol/http.ts'
import { api } from '../../../http/api.ts'
import { useText } from '../../../i18n/text.ts'
import { ContainedNow } from '../../meetings/contained.tsx'
import { Checkbox } from '../../widgets/choice.tsx'
import { Confirm } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'

/** Leak response: every countermeasure in one step, with one confirmation. */
export function Leak({ onClose }: { onClose: () => void }) {
  const t = useText('meeting')
  const { state } = useRoom()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<Contained | null>(null)
  const others = state.participants.filter(({ id, role }) => id !== state.self && role !== 'host')
  const remove = others.map(({ id }) => id).filter((id) => ticked.has(id))
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  if (done) return <ContainedNow done={done} said={t.leak.done(done.removed)} onClose={onClose} />
  return (
    <Confirm
      title={t.leak.title}
      body={t.leak.body}
      submit={t.leak.submit}
      danger
      run={() => api.contain(state.meeting.id, { remove })}
      onDone={setDone}
      onClose={onClose}
    >
      <ul className="bullets">
        <li>{t.leak.lock}</li>
        <li>{t.leak.silence}</li>
        <li>{t.leak.shares}</li>
        <li>{t.leak.password}</li>
        <li>{t.leak.others}</li>
      </ul>
      {others.length > 0 && (
        <fieldset>
          <legend className="field-label">{t.leak.who}</legend>
          {others.map(({ id, name, kind }) => (
            <Checkbox
              key={id}
              label={name}
              what={t.kinds[kind]}
              checked={ticked.has(id)}
              onChange={(on) => tick(id, on)}
            />
          ))}
        </fieldset>
      )}
    </Confirm>
  )
}
