import { Suspense } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLocale, useText } from '../i18n/text.ts'
import { Visit } from './join/visit.tsx'
import { lazily } from './shell/lazily.ts'
import { addressNow, useAddress, routeOf } from './shell/router.ts'
import type { Route } from './shell/router.ts'
import { Header, Page } from './shell/page.tsx'

// Most people only ever open a meeting page, so it is in the first bundle and the others load on
// demand.
const Home = lazily(async () => (await import('./home.tsx')).Home, 'account', 'home')
const NotFound = lazily(async () => (await import('./home.tsx')).NotFound, 'account', 'home')
const Setup = lazily(async () => (await import('./account/setup.tsx')).Setup, 'account')
const Activate = lazily(async () => (await import('./account/activate.tsx')).Activate, 'account')
const SignIn = lazily(
  async () => (await import('./account/sign-in.tsx')).SignIn,
  'account',
  'security',
)
const Meetings = lazily(
  async () => (await import('./meetings/meetings.tsx')).Meetings,
  'account',
  'meeting',
  'meetings',
)
const NewMeeting = lazily(
  async () => (await import('./meetings/create.tsx')).NewMeeting,
  'account',
  'calendar',
  'made',
  'meeting',
  'meetings',
)
const Calendar = lazily(
  async () => (await import('./calendar/calendar.tsx')).Calendar,
  'account',
  'calendar',
  'meeting',
  'meetings',
)
const SchedulePage = lazily(
  async () => (await import('./calendar/schedule.tsx')).SchedulePage,
  'account',
  'calendar',
  'meeting',
)
const Invites = lazily(
  async () => (await import('./meetings/invites.tsx')).Invites,
  'account',
  'invites',
  'meeting',
  'meetings',
)
const ServerMeetings = lazily(
  async () => (await import('./meetings/server-meetings.tsx')).ServerMeetings,
  'account',
  'audit',
  'meeting',
  'meetings',
  'server',
)
const ServerHealthPage = lazily(
  async () => (await import('./server/health.tsx')).ServerHealthPage,
  'account',
  'health',
)
const ServerPolicyPage = lazily(
  async () => (await import('./server/policy.tsx')).ServerPolicyPage,
  'account',
  'security',
  'server',
)
const ServerOfficePage = lazily(
  async () => (await import('./server/office.tsx')).ServerOfficePage,
  'account',
  'office',
  'security',
)
const Accounts = lazily(
  async () => (await import('./account/accounts.tsx')).Accounts,
  'account',
  'accounts',
  'security',
)
const Security = lazily(
  async () => (await import('./security/security.tsx')).Security,
  'account',
  'security',
)
const Library = lazily(
  async () => (await import('./recording/library.tsx')).Library,
  'account',
  'meeting',
  'recording',
  'security',
)
/** Log entries mention every area of the server, so the log needs all of these texts. */
const LOG = ['account', 'accounts', 'audit', 'documents', 'meeting', 'security', 'server'] as const
const Audit = lazily(async () => (await import('./audit/audit.tsx')).Audit, ...LOG)
const MeetingAudit = lazily(async () => (await import('./audit/audit.tsx')).MeetingAudit, ...LOG)

const Help = lazily(async () => (await import('./help/routes.tsx')).HelpRoutes)

const Check = lazily(async () => (await import('./check/check.tsx')).Check, 'check')

/** Screens that are not in the first bundle. */
const ON_DEMAND: Partial<Record<Route['page'], { ahead: () => Promise<void> }>> = {
  home: Home,
  setup: Setup,
  activate: Activate,
  signIn: SignIn,
  meetings: Meetings,
  newMeeting: NewMeeting,
  calendar: Calendar,
  schedule: SchedulePage,
  invites: Invites,
  serverMeetings: ServerMeetings,
  serverHealth: ServerHealthPage,
  serverPolicy: ServerPolicyPage,
  serverOffice: ServerOfficePage,
  accounts: Accounts,
  recordings: Library,
  security: Security,
  audit: Audit,
  meetingAudit: MeetingAudit,
  help: Help,
  check: Check,
  notFound: NotFound,
}

/** Called before the first render, so that no page flashes up that only says "loading". */
export async function fetchFirstScreen(): Promise<void> {
  const screen = ON_DEMAND[routeOf(addressNow()).page]
  // What cannot be fetched is reported when it is rendered.
  await screen?.ahead().catch(() => {})
}

export function App() {
  const route = routeOf(useAddress())
  return (
    <I18nProvider locale={useLocale()}>
      <Header />
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
    case 'serverOffice':
      return <ServerOfficePage />
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
    case 'help':
      return <Help path={route.path} />
    case 'check':
      return <Check />
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
