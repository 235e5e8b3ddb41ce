import { useState } from 'react'
import type { FormEvent } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import { serverNow } from '../../clock.ts'
import { api } from '../../http/api.ts'
import type { Answer } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { setEntered } from '../join/stored.ts'
import { remember } from '../meetings/just-made.ts'
import { makeMeeting, useSecretsAhead } from '../meetings/make.ts'
import { meetingPath, navigate } from '../shell/router.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { charactersOf } from '../widgets/characters.ts'
import { TextField } from '../widgets/field.tsx'
import { Icon } from '../widgets/icons.tsx'
import { useAction } from '../widgets/use-action.ts'

/**
 * A meeting under a proposed name, and straight into its room as its host: microphone and camera
 * are off there until the host turns them on.
 */
export function QuickMeeting() {
  const t = useText('home')
  const { date, time } = useTime()
  useSecretsAhead()
  const [title, setTitle] = useState(() => {
    const now = serverNow()
    return t.home.quickName(date(now), time(now))
  })
  const { start, pending, failure } = useAction(makeAndEnter, (id) => navigate(meetingPath(id)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() !== '' && charactersOf(title) <= LIMITS.title) void start(title)
  }
  return (
    <form className="card stack-tight home-quick" onSubmit={submit} noValidate>
      <h2 className="with-icon">
        <Icon name="bolt" />
        {t.home.quick}
      </h2>
      <TextField
        label={t.home.quickLabel}
        value={title}
        onChange={setTitle}
        error={title.trim() === '' ? t.common.required : null}
        limit={LIMITS.title}
        autoComplete="off"
        isRequired
      />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" icon="camera" isDisabled={pending}>
        {t.home.quickGo}
      </Button>
    </form>
  )
}

/** Returns the meeting's id. If only entering fails, its page asks again. */
async function makeAndEnter(title: string): Promise<Answer<string>> {
  const made = await makeMeeting({ title, mode: 'discussion' })
  if (!made.ok) return made
  const { id } = made.result.meeting
  remember(made.result)
  const entered = await api.enter(id, {})
  if (entered.ok) setEntered(id, true)
  return { ok: true, result: id }
}
