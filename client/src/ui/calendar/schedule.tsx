import { useCallback, useState } from 'react'
import type { FormEvent } from 'react'
import type { ScheduleView } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { serverNow } from '../../clock.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { SecretFields } from '../meetings/secret.tsx'
import { invitesPath, meetingPath } from '../shell/router.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { Confirm, Dialog } from '../widgets/dialog.tsx'
import { Link } from '../shell/link.tsx'
import { Masked } from '../widgets/masked.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import './calendar.css'
import { CalendarFile } from './calendar-file.tsx'
import { complete, draftOf, newDraft, scheduleOf } from './draft.ts'
import { ScheduleFields } from './fields.tsx'
import { Occurrences } from './occurrences.tsx'

const REFRESH_MS = 30_000

/** The schedule of one meeting, for its host. */
export function SchedulePage({ id }: { id: string }) {
  return (
    <Page wide current="calendar">
      <SignedIn>{() => <Loaded id={id} />}</SignedIn>
    </Page>
  )
}

function Loaded({ id }: { id: string }) {
  const c = useTexts('calendar')
  const load = useCallback(() => calendarApi.schedule(id), [id])
  const { value, failure, reload } = useLoaded(load, REFRESH_MS)
  const untimed = failure?.code === 'not_found'
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{c.schedule.title}</PageTitle>
        <Link to="/calendar" look="plain">
          {c.schedule.toCalendar}
        </Link>
      </div>
      {!untimed && <FailureAlert failure={failure} />}
      {value && <Planned id={id} view={value} reload={reload} />}
      {untimed && value === null && <Edit id={id} view={null} reload={reload} />}
    </div>
  )
}

type Props = { id: string; view: ScheduleView; reload: () => Promise<void> }

function Planned({ id, view, reload }: Props) {
  const c = useTexts('calendar')
  const t = useText('meeting')
  const [secret, setSecret] = useState<MeetingSecret | null>(null)
  const [cancelling, setCancelling] = useState(false)
  return (
    <>
      <section className="card stack" aria-label={view.title}>
        <h2>{view.title}</h2>
        {view.agenda !== '' && <p className="event-agenda">{view.agenda}</p>}
        {view.people.length > 0 && (
          <p className="small soft">{view.people.map(({ name }) => name).join(', ')}</p>
        )}
        {view.ended && <Alert tone="warn">{c.schedule.over}</Alert>}
        <div className="row">
          {!view.ended && (
            <Link to={meetingPath(id)} look="primary">
              {c.enter}
            </Link>
          )}
          <Link to={invitesPath(id)} look="plain">
            {c.schedule.invites}
          </Link>
          <CalendarFile id={id} founder={view.founder} look="plain" />
          {!view.ended && (
            <Button look="danger" onPress={() => setCancelling(true)}>
              {c.schedule.cancel}
            </Button>
          )}
        </div>
      </section>
      <Occurrences id={id} view={view} reload={reload} onSecret={setSecret} />
      {!view.ended && (
        <Edit key={`${view.start} ${view.zone}`} id={id} view={view} reload={reload} />
      )}
      {secret && (
        <Dialog title={t.secret.renewedTitle} onClose={() => setSecret(null)} alert>
          <SecretFields secret={secret} onClose={() => setSecret(null)} />
        </Dialog>
      )}
      {cancelling && <Cancel id={id} reload={reload} onClose={() => setCancelling(false)} />}
    </>
  )
}

type CancelProps = { id: string; reload: () => Promise<void>; onClose: () => void }

function Cancel({ id, reload, onClose }: CancelProps) {
  const { schedule: c } = useTexts('calendar')
  const [notify, setNotify] = useState(true)
  return (
    <Confirm
      title={c.cancelTitle}
      body={c.cancelBody}
      submit={c.cancel}
      danger
      run={() => calendarApi.cancel(id, { notify })}
      onDone={() => {
        onClose()
        void reload()
      }}
      onClose={onClose}
    >
      <Checkbox label={c.notify} checked={notify} onChange={setNotify} />
    </Confirm>
  )
}

type EditProps = { id: string; view: ScheduleView | null; reload: () => Promise<void> }

function Edit({ id, view, reload }: EditProps) {
  const c = useTexts('calendar')
  const [draft, setDraft] = useState(() => (view ? draftOf(view) : newDraft(serverNow())))
  const [notify, setNotify] = useState(true)
  const [checked, setChecked] = useState(false)
  const [saved, setSaved] = useState<{ password: string | null } | null>(null)
  const { start, pending, failure } = useAction(calendarApi.setSchedule, (done) => {
    setSaved(done)
    void reload()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    setSaved(null)
    if (complete(draft)) void start(id, { ...scheduleOf(draft), notify })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <h2>{view ? c.schedule.edit : c.schedule.add}</h2>
      {view && <p className="small soft">{c.schedule.editWhat}</p>}
      <ScheduleFields draft={draft} checked={checked} onChange={setDraft} />
      {view && <Checkbox label={c.schedule.notify} checked={notify} onChange={setNotify} />}
      <FailureAlert failure={failure} />
      <output className="said-ok">{saved && c.schedule.saved}</output>
      {saved?.password && (
        <Masked className="secret-value" label={c.schedule.newPassword} text={saved.password} />
      )}
      <Button type="submit" look="primary" isDisabled={pending}>
        {c.schedule.save}
      </Button>
    </form>
  )
}
