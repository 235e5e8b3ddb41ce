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
import type { Draft } from '../calendar/draft.ts'
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
import { ModeChoice } from './mode-choice.tsx'
import { passwordOf, PasswordChooser } from './password-choice.tsx'
import type { PasswordChoice } from './password-choice.tsx'
import { SecretFields } from './secret.tsx'

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

/** Form state for a new meeting, including the defaults a template sets. */
function useMeetingForm() {
  const [form, setForm] = useState<MeetingForm>(() => ({
    title: '',
    mode: 'discussion',
    invitedOnly: false,
    password: { kind: 'proposed' },
    template: 'none',
    timed: false,
    draft: newDraft(serverNow()),
  }))
  const set = (change: Partial<MeetingForm>) => setForm((now) => ({ ...now, ...change }))
  const choose = (template: Template) => {
    const preset = PRESETS[template]
    if (preset === null) return set({ template })
    const { mode, invitedOnly } = preset
    set({ template, mode, invitedOnly, timed: true, draft: { ...form.draft, ...preset.draft } })
  }
  return { form, set, choose }
}

type MeetingForm = {
  title: string
  mode: Mode
  invitedOnly: boolean
  password: PasswordChoice
  template: Template
  /** Whether the meeting is scheduled; `draft` holds the schedule. */
  timed: boolean
  draft: Draft
}

function isComplete({ title, password, timed, draft }: MeetingForm): boolean {
  const noPassword = password.kind === 'own' && password.password === ''
  return title.trim() !== '' && !noPassword && (!timed || complete(draft))
}

function CreateForm({ onDone }: { onDone: (secret: MeetingSecret) => void }) {
  const t = useText('meeting', 'meetings')
  const { form, set, choose } = useMeetingForm()
  const { title, mode, invitedOnly, password, timed, draft } = form
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(api.createMeeting, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isComplete(form)) return
    const schedule = timed ? { schedule: scheduleOf(draft) } : {}
    void start({ title, mode, invitedOnly, ...schedule, ...passwordOf(password) })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <PageTitle>{t.create.title}</PageTitle>
      <p>{t.create.everyMeeting}</p>
      <TemplateChoice value={form.template} onChange={choose} />
      <TextField
        label={t.create.name}
        value={title}
        onChange={(title) => set({ title })}
        error={checked && title.trim() === '' ? t.common.required : null}
        maxLength={LIMITS.title}
        autoComplete="off"
        isRequired
      />
      <ModeChoice legend={t.create.mode} value={mode} onChange={(mode) => set({ mode })} />
      <TimedChoice timed={timed} onChange={(timed) => set({ timed })} />
      {timed && (
        <ScheduleFields draft={draft} checked={checked} onChange={(draft) => set({ draft })} />
      )}
      <GuestRule />
      <Checkbox
        label={t.create.invitedOnly}
        what={t.create.invitedOnlyWhat}
        checked={invitedOnly}
        onChange={(invitedOnly) => set({ invitedOnly })}
      />
      <PasswordChooser
        choice={password}
        context={title}
        onChange={(password) => set({ password })}
      />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending}>
        {t.create.submit}
      </Button>
    </form>
  )
}

type TemplateProps = { value: Template; onChange: (template: Template) => void }

function TemplateChoice({ value, onChange }: TemplateProps) {
  const c = useTexts('calendar')
  const options = TEMPLATES.map((one) => ({
    value: one,
    label: c.templates[one],
    what: c.templatesWhat[one],
  }))
  return (
    <RadioGroup<Template> legend={c.template} value={value} options={options} onChange={onChange} />
  )
}

function TimedChoice({ timed, onChange }: { timed: boolean; onChange: (timed: boolean) => void }) {
  const c = useTexts('calendar')
  return (
    <RadioGroup<'timed' | 'untimed'>
      legend={c.when}
      value={timed ? 'timed' : 'untimed'}
      options={[
        { value: 'untimed', label: c.untimed },
        { value: 'timed', label: c.timed, what: c.timedWhat },
      ]}
      onChange={(value) => onChange(value === 'timed')}
    />
  )
}
