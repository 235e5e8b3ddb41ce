import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Schedule } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Mode } from '#protocol/model.ts'
import { serverNow } from '../../clock.ts'
import { TEMPLATES } from '../../i18n/calendar-words.ts'
import type { Template } from '../../i18n/calendar-words.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { complete, endsWell, newDraft, PRESETS, scheduleOf } from '../calendar/draft.ts'
import type { Draft } from '../calendar/draft.ts'
import { PlanFields, WhenFields } from '../calendar/fields.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { ChoiceCards } from '../widgets/choice-cards.tsx'
import { charactersOf } from '../widgets/characters.ts'
import { TextField } from '../widgets/field.tsx'
import type { IconName } from '../widgets/icons.tsx'
import { More } from '../widgets/more.tsx'
import { Page } from '../shell/page.tsx'
import { TIMED_HASH } from '../shell/router.ts'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import './create.css'
import { GuestRule } from './guest-rule.tsx'
import { Made } from './made.tsx'
import { makeMeeting, useSecretsAhead } from './make.ts'
import { MODES } from './mode-choice.tsx'
import { passwordOf, PasswordChooser } from './password-choice.tsx'
import type { PasswordChoice } from './password-choice.tsx'

export function NewMeeting() {
  return (
    <Page wide current="meetings">
      <SignedIn>{() => <Create />}</SignedIn>
    </Page>
  )
}

type Result = { secret: MeetingSecret; schedule: Schedule | null }

function Create() {
  const [result, setResult] = useState<Result | null>(null)
  useSecretsAhead()
  return result ? <Made {...result} /> : <CreateForm onDone={setResult} />
}

/** Form state for a new meeting, including the defaults a template sets. */
function useMeetingForm() {
  const [form, setForm] = useState<MeetingForm>(() => ({
    title: '',
    mode: 'discussion',
    invitedOnly: false,
    password: { kind: 'proposed' },
    template: 'none',
    // The home page links here for a meeting with a time.
    timed: location.hash === TIMED_HASH,
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

const hasTitle = ({ title }: MeetingForm): boolean =>
  title.trim() !== '' && charactersOf(title) <= LIMITS.title

/** Whether the fields under "Options" are complete. */
function optionsComplete({ password, timed, draft }: MeetingForm): boolean {
  const noPassword = password.kind === 'own' && password.password === ''
  const noEnd = timed && draft.repeat !== 'none' && !endsWell(draft)
  return !noPassword && !noEnd
}

const isComplete = (form: MeetingForm): boolean =>
  hasTitle(form) && optionsComplete(form) && (!form.timed || complete(form.draft))

function CreateForm({ onDone }: { onDone: (result: Result) => void }) {
  const t = useText('meeting', 'meetings')
  const { form, set, choose } = useMeetingForm()
  const { title, password, timed, draft } = form
  const [checked, setChecked] = useState(false)
  const [open, setOpen] = useState(false)
  const { start, pending, failure } = useAction(makeMeeting, (secret) =>
    onDone({ secret, schedule: timed ? scheduleOf(draft) : null }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!optionsComplete(form)) setOpen(true)
    if (!isComplete(form)) return
    const { mode, invitedOnly } = form
    const schedule = timed ? { schedule: scheduleOf(draft) } : {}
    void start({ title, mode, invitedOnly, ...schedule, ...passwordOf(password) })
  }
  return (
    <form className="card create" onSubmit={submit} noValidate>
      <div className="create-head">
        <PageTitle>{t.create.title}</PageTitle>
        <p className="small soft">{t.create.everyMeeting}</p>
      </div>
      <TemplateChoice value={form.template} onChange={choose} />
      <TextField
        label={t.create.name}
        value={title}
        onChange={(title) => set({ title })}
        error={checked && title.trim() === '' ? t.common.required : null}
        limit={LIMITS.title}
        autoComplete="off"
        isRequired
      />
      <TimedChoice timed={timed} onChange={(timed) => set({ timed })} />
      {timed && <WhenFields draft={draft} checked={checked} onChange={(draft) => set({ draft })} />}
      <GuestRule />
      <Options form={form} set={set} checked={checked} open={open} onToggle={setOpen} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending}>
        {t.create.submit}
      </Button>
    </form>
  )
}

type OptionsProps = {
  form: MeetingForm
  set: (change: Partial<MeetingForm>) => void
  checked: boolean
  open: boolean
  onToggle: (open: boolean) => void
}

function Options({ form, set, checked, open, onToggle }: OptionsProps) {
  const { create: t } = useText('meetings')
  const { mode, timed, draft, invitedOnly, password, title } = form
  return (
    <More
      title={t.options}
      summary={timed ? t.optionsTimed : t.optionsUntimed}
      open={open}
      onToggle={onToggle}
    >
      <ModeCards value={mode} onChange={(mode) => set({ mode })} />
      {timed && <PlanFields draft={draft} checked={checked} onChange={(draft) => set({ draft })} />}
      <Checkbox
        label={t.invitedOnly}
        what={t.invitedOnlyWhat}
        checked={invitedOnly}
        onChange={(invitedOnly) => set({ invitedOnly })}
      />
      <PasswordChooser
        choice={password}
        context={title}
        onChange={(password) => set({ password })}
      />
    </More>
  )
}

const TEMPLATE_ICONS: Record<Template, IconName> = {
  none: 'people',
  team: 'calendar',
  provinces: 'globe',
  class: 'class',
}

type TemplateProps = { value: Template; onChange: (template: Template) => void }

function TemplateChoice({ value, onChange }: TemplateProps) {
  const c = useTexts('calendar')
  const options = TEMPLATES.map((one) => ({
    value: one,
    label: c.templates[one],
    what: c.templatesWhat[one],
    icon: TEMPLATE_ICONS[one],
  }))
  return (
    <ChoiceCards<Template>
      legend={c.template}
      value={value}
      options={options}
      onChange={onChange}
    />
  )
}

const MODE_ICONS: Record<Mode, IconName> = {
  discussion: 'chat',
  conference: 'mic',
  lecture: 'podium',
}

function ModeCards({ value, onChange }: { value: Mode; onChange: (mode: Mode) => void }) {
  const { create: t, modes } = useText('meeting', 'meetings')
  const options = MODES.map((mode) => ({
    value: mode,
    label: modes[mode].name,
    what: modes[mode].what,
    icon: MODE_ICONS[mode],
  }))
  return <ChoiceCards<Mode> legend={t.mode} value={value} options={options} onChange={onChange} />
}

function TimedChoice({ timed, onChange }: { timed: boolean; onChange: (timed: boolean) => void }) {
  const c = useTexts('calendar')
  return (
    <ChoiceCards<'timed' | 'untimed'>
      legend={c.when}
      value={timed ? 'timed' : 'untimed'}
      options={[
        { value: 'untimed', label: c.untimed, what: c.untimedWhat, icon: 'bolt' },
        { value: 'timed', label: c.timed, what: c.timedWhat, icon: 'clock' },
      ]}
      onChange={(value) => onChange(value === 'timed')}
    />
  )
}
