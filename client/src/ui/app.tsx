import { lazy, Suspense } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLocale, useText } from '../i18n/text.ts'
import { Visit } from './join/visit.tsx'
import { useAddress, routeOf } from './router.ts'
import type { Route } from './router.ts'
import { Page } from './widgets/page.tsx'

// Most people only ever see a meeting's page: it comes with the first file, the others on demand.
const Home = lazy(async () => ({ default: (await import('./home.tsx')).Home }))
const NotFound = lazy(async () => ({ default: (await import('./home.tsx')).NotFound }))
const Setup = lazy(async () => ({ default: (await import('./account/setup.tsx')).Setup }))
const Activate = lazy(async () => ({ default: (await import('./account/activate.tsx')).Activate }))
const SignIn = lazy(async () => ({ default: (await import('./account/sign-in.tsx')).SignIn }))
const Meetings = lazy(async () => ({ default: (await import('./meetings/meetings.tsx')).Meetings }))
const NewMeeting = lazy(async () => ({
  default: (await import('./meetings/create.tsx')).NewMeeting,
}))
const Calendar = lazy(async () => ({ default: (await import('./calendar/calendar.tsx')).Calendar }))
const SchedulePage = lazy(async () => ({
  default: (await import('./calendar/schedule.tsx')).SchedulePage,
}))
const Invites = lazy(async () => ({ default: (await import('./meetings/invites.tsx')).Invites }))
const ServerMeetings = lazy(async () => ({
  default: (await import('./meetings/server-meetings.tsx')).ServerMeetings,
}))
const ServerHealthPage = lazy(async () => ({
  default: (await import('./server/health.tsx')).ServerHealthPage,
}))
const ServerPolicyPage = lazy(async () => ({
  default: (await import('./server/policy.tsx')).ServerPolicyPage,
}))
const Accounts = lazy(async () => ({ default: (await import('./account/accounts.tsx')).Accounts }))
const Security = lazy(async () => ({ default: (await import('./security/security.tsx')).Security }))
const Library = lazy(async () => ({ default: (await import('./recording/library.tsx')).Library }))
const Audit = lazy(async () => ({ default: (await import('./audit/audit.tsx')).Audit }))
const MeetingAudit = lazy(async () => ({
  default: (await import('./audit/audit.tsx')).MeetingAudit,
}))

export function App() {
  const route = routeOf(useAddress())
  return (
    <I18nProvider locale={useLocale()}>
      <Suspense fallback={<Loading />}>
        <Screen route={route} />
      </Suspense>
    </I18nProvider>
  )
}

function Screen({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <Home />
    case 'setup':
      return <Setup token={route.token} />
    case 'activate':
      return <Activate token={route.token} />
    case 'signIn':
      return <SignIn />
    case 'meetings':
      return <Meetings />
    case 'newMeeting':
      return <NewMeeting />
    case 'calendar':
      return <Calendar />
    case 'schedule':
      return <SchedulePage key={route.id} id={route.id} />
    case 'invites':
      return <Invites key={route.id} id={route.id} />
    case 'serverMeetings':
      return <ServerMeetings />
    case 'serverHealth':
      return <ServerHealthPage />
    case 'serverPolicy':
      return <ServerPolicyPage />
    case 'accounts':
      return <Accounts />
    case 'recordings':
      return <Library />
    case 'security':
      return <Security />
    case 'audit':
      return <Audit />
    case 'meetingAudit':
      return <MeetingAudit key={route.id} id={route.id} />
    case 'meeting':
      return <Visit key={route.id} id={route.id} />
    case 'notFound':
      return <NotFound />
  }
}

function Loading() {
  const t = useText()
  return (
    <Page>
      <p className="soft">{t.common.loading}</p>
    </Page>
  )
}
