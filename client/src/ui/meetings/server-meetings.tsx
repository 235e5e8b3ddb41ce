import { useState } from 'react'
import type { Contained, ServerMeeting } from '#protocol/http.ts'
import { api, evidencePath } from '../../http/api.ts'
import { operatorApi } from '../../http/operators.ts'
import { useText, useTexts, useTime } from '../../i18n/text.ts'
import type { Texts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button, linkClasses } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Page } from '../shell/page.tsx'
import { Empty } from '../shell/empty.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { ContainedNow } from './contained.tsx'
import { Live } from './live.tsx'

/** How often the participant counts are refreshed while the page is visible. */
const REFRESH_MS = 10_000

/** Meetings of all hosts, for an operator who has to act on a leak. */
export function ServerMeetings() {
  return (
    <Page wide current="serverMeetings">
      <SignedIn>{() => <List />}</SignedIn>
    </Page>
  )
}

type Asking =
  { what: 'contain' | 'end'; meeting: ServerMeeting } | { what: 'done'; done: Contained }

function List() {
  const t = useText('meetings', 'server')
  const { value, failure, reload } = useLoaded(operatorApi.serverMeetings, REFRESH_MS)
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  return (
    <div className="stack">
      <PageTitle>{t.serverMeetings.title}</PageTitle>
      <p>{t.serverMeetings.intro}</p>
      <FailureAlert failure={failure} />
      {value?.length === 0 && <Empty picture="meeting" text={t.serverMeetings.empty} />}
      {value && value.length > 0 && (
        <Table meetings={value} ask={(what, meeting) => setAsking({ what, meeting })} />
      )}
      {asking?.what === 'contain' && (
        <Contain
          meeting={asking.meeting}
          onDone={(done) => {
            setAsking({ what: 'done', done })
            void reload()
          }}
          onClose={close}
        />
      )}
      {asking?.what === 'end' && (
        <Confirm
          title={t.serverMeetings.endTitle(asking.meeting.title)}
          body={t.serverMeetings.endBody}
          submit={t.meetings.end}
          danger
          run={() => api.endMeeting(asking.meeting.id)}
          onDone={() => {
            close()
            void reload()
          }}
          onClose={close}
        />
      )}
      {asking?.what === 'done' && (
        <ContainedNow done={asking.done} said={doneText(t, asking.done)} onClose={close} />
      )}
    </div>
  )
}

/** Operators get the new password of their own meeting. For any other, its host has to set one. */
const doneText = (t: Texts<'server'>, { password }: Contained): string =>
  password === null ? t.serverMeetings.done : t.serverMeetings.doneOwn

type TableProps = {
  meetings: ServerMeeting[]
  ask: (what: 'contain' | 'end', meeting: ServerMeeting) => void
}

function Table({ meetings, ask }: TableProps) {
  const t = useText('server')
  return (
    <table className="table">
      <caption className="visually-hidden">{t.serverMeetings.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.serverMeetings.meeting}</th>
          <th scope="col">{t.serverMeetings.host}</th>
          <th scope="col">{t.serverMeetings.state}</th>
          <th scope="col">{t.serverMeetings.actions}</th>
        </tr>
      </thead>
      <tbody>
        {meetings.map((meeting) => (
          <Row key={meeting.id} meeting={meeting} ask={ask} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ meeting, ask }: { meeting: ServerMeeting } & Pick<TableProps, 'ask'>) {
  const t = useText('meetings', 'server')
  const texts = useTexts('audit')
  const { dateTime } = useTime()
  return (
    <tr>
      <th scope="row">
        {meeting.title}
        <div className="small soft">{t.meetings.created(dateTime(meeting.createdAt))}</div>
      </th>
      <td>{meeting.host}</td>
      <td>
        <Live meeting={meeting} />
      </td>
      <td>
        <div className="row">
          {!meeting.ended && (
            <>
              <Button
                small
                look="danger"
                aria-label={t.serverMeetings.containNamed(meeting.title)}
                onPress={() => ask('contain', meeting)}
              >
                {t.serverMeetings.contain}
              </Button>
              <Button
                small
                aria-label={t.serverMeetings.endNamed(meeting.title)}
                onPress={() => ask('end', meeting)}
              >
                {t.meetings.end}
              </Button>
            </>
          )}
          <a
            className={linkClasses('plain', true)}
            href={evidencePath(meeting.id)}
            aria-label={t.serverMeetings.evidenceNamed(meeting.title)}
            download
          >
            {texts.evidence}
          </a>
        </div>
      </td>
    </tr>
  )
}

type ContainProps = {
  meeting: ServerMeeting
  onDone: (done: Contained) => void
  onClose: () => void
}

/** Removes nobody: operators do not see who is in a meeting, so that is up to the host. */
function Contain({ meeting, onDone, onClose }: ContainProps) {
  const t = useText('meeting', 'server')
  return (
    <Confirm
      title={t.serverMeetings.containTitle(meeting.title)}
      body={t.leak.body}
      submit={t.leak.submit}
      danger
      run={() => api.contain(meeting.id, { remove: [] })}
      onDone={onDone}
      onClose={onClose}
    >
      <ul className="bullets">
        <li>{t.leak.lock}</li>
        <li>{t.serverMeetings.silence}</li>
        <li>{t.leak.shares}</li>
        <li>{t.serverMeetings.password}</li>
        <li>{t.serverMeetings.others}</li>
      </ul>
    </Confirm>
  )
}
