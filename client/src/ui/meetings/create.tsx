import { useState } from 'react'
import type { FormEvent } from 'react'
import type { MeetingSecret } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Mode } from '#protocol/model.ts'
import { serverNow } from '../../clock.ts'
import { api } from '../../http/api.ts'
import { TEMPLATES } from '../../i18n/calendar-words.ts'
import type { Template } from '../../i18n/calendar-words.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { complete, newDraft, PRESETS, scheduleOf } from '../calendar/draft.ts'
import { ScheduleFields } from '../calendar/fields.tsx'
import { meetingPath, schedulePath } from '../shell/router.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox, RadioGroup } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { GuestRule } from './guest-rule.tsx'
import { passwordOf, PasswordChooser } from './password-choice.tsx'
import type { PasswordChoice } from './password-choice.tsx'
import { SecretFields } from './secret.tsx'

const MODES: Mode[] = ['discussion', 'conference', 'lecture']

export function NewMeeting() {
  return (
    <Page current="meetings">
      <SignedIn>{() => <Create />}</SignedIn>
    </Page>
  )
}

function Create() {
  const [secret, setSecret] = useState<MeetingSecret | null>(null)
  return secret ? <Ready secret={secret} /> : <CreateForm onDone={setSecret} />
}

function Ready({ secret }: { secret: MeetingSecret }) {
  const t = useText('meeting')
  const c = useTexts('calendar')
  return (
    <section className="card stack">
      <PageTitle>{t.secret.title}</PageTitle>
      <p>{secret.meeting.title}</p>
      <SecretFields secret={secret} />
      <div className="row">
        <Link to={meetingPath(secret.meeting.id)} look="primary">
          {t.secret.open}
        </Link>
        {secret.meeting.scheduled && (
          <Link to={schedulePath(secret.meeting.id)} look="plain">
            {c.plan}
          </Link>
        )}
        <Link to="/meetings" look="plain">
          {t.secret.toList}
        </Link>
      </div>
    </section>
  )
}

function CreateForm({ onDone }: { onDone: (secret: MeetingSecret) => void }) {
  const t = useText('meeting', 'meetings')
  const c = useTexts('calendar')
  const [title, setTitle] = useState('')
  const [mode, setMode] = useState<Mode>('discussion')
  const [password, setPassword] = useState<PasswordChoice>({ kind: 'proposed' })
  const [invitedOnly, setInvitedOnly] = useState(false)
  const [template, setTemplate] = useState<Template>('none')
  const [timed, setTimed] = useState(false)
  const [draft, setDraft] = useState(() => newDraft(serverNow()))
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(api.createMeeting, onDone)
  const choose = (chosen: Template) => {
    setTemplate(chosen)
    const preset = PRESETS[chosen]
    if (preset === null) return
    setMode(preset.mode)
    setInvitedOnly(preset.invitedOnly)
    setTimed(true)
    setDraft({ ...draft, ...preset.draft })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const empty = password.kind === 'own' && password.password === ''
    if (title.trim() === '' || empty || (timed && !complete(draft))) return
    const schedule = timed ? { schedule: scheduleOf(draft) } : {}
    void start({ title, mode, invitedOnly, ...schedule, ...passwordOf(password) })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <PageTitle>{t.create.title}</PageTitle>
      <p>{t.create.everyMeeting}</p>
      <RadioGroup<Template>
        legend={c.template}
        value={template}
        options={TEMPLATES.map((value) => ({
          value,
          label: c.templates[value],
          what: c.templatesWhat[value],
        }))}
        onChange={choose}
      />
      <TextField
        label={t.create.name}
        value={title}
        onChange={setTitle}
        error={checked && title.trim() === '' ? t.common.required : null}
        maxLength={LIMITS.title}
        autoComplete="off"
        isRequired
      />
      <RadioGroup<Mode>
        legend={t.create.mode}
        value={mode}
        options={MODES.map((value) => ({
          value,
          label: t.modes[value].name,
          what: t.modes[value].what,
        }))}
        onChange={setMode}
      />
      <RadioGroup<'timed' | 'untimed'>
        legend={c.when}
        value={timed ? 'timed' : 'untimed'}
        options={[
          { value: 'untimed', label: c.untimed },
          { value: 'timed', label: c.timed, what: c.timedWhat },
        ]}
        onChange={(value) => setTimed(value === 'timed')}
      />
      {timed && <ScheduleFields draft={draft} checked={checked} onChange={setDraft} />}
      <GuestRule />
      <Checkbox
        label={t.create.invitedOnly}
        what={t.create.invitedOnlyWhat}
        checked={invitedOnly}
        onChange={setInvitedOnly}
      />
      <PasswordChooser choice={password} context={title} onChange={setPassword} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending}>
        {t.create.submit}
      </Button>
    </form>
  )
}
