import { Suspense } from 'react'
import { useText } from '../i18n/text.ts'
import { JoinByLink } from './home/join-by-link.tsx'
import { lazily } from './shell/lazily.ts'
import { useSession } from './shell/session.ts'
import { Alert } from './widgets/alert.tsx'
import { Icon } from './widgets/icons.tsx'
import type { IconName } from './widgets/icons.tsx'
import { Illustration } from './shell/illustration.tsx'
import { Link } from './shell/link.tsx'
import { Page } from './shell/page.tsx'
import { CHECK_PATH } from './shell/router.ts'
import { PageTitle } from './widgets/title.tsx'
import './home/home.css'

/** For people with an account; guests need none of it. */
const Today = lazily(
  async () => (await import('./home/today.tsx')).Today,
  'account',
  'calendar',
  'home',
)

export function Home() {
  const t = useText()
  const session = useSession()
  const loading = <p className="soft">{t.common.loading}</p>
  // Not a page for guests first: what they would type into it would be lost.
  if (session.status === 'loading') return <Page wide>{loading}</Page>
  const known = session.status === 'ready' ? session.session : null
  return (
    <Page wide current={known?.me ? 'home' : undefined}>
      {known?.me || known?.pending ? (
        <Suspense fallback={loading}>
          <Today />
        </Suspense>
      ) : (
        <Welcome setupNeeded={known?.setupNeeded ?? false} />
      )}
    </Page>
  )
}

const PROMISES = [
  { icon: 'lock', text: 'password' },
  { icon: 'door', text: 'lobby' },
  { icon: 'eyeOff', text: 'recording' },
] as const satisfies { icon: IconName; text: string }[]

/** Joining first: most people who come here hold a link. */
function Welcome({ setupNeeded }: { setupNeeded: boolean }) {
  const t = useText('account', 'home')
  return (
    <div className="home">
      <section className="welcome">
        <Illustration name="meeting" />
        <PageTitle>{t.home.welcome}</PageTitle>
        <p className="welcome-lead">{t.home.intro}</p>
        <ul className="welcome-promises">
          {PROMISES.map(({ icon, text }) => (
            <li key={text}>
              <Icon name={icon} />
              {t.home.promises[text]}
            </li>
          ))}
        </ul>
      </section>
      <div className="stack">
        {setupNeeded && <Alert>{t.home.setupNeeded}</Alert>}
        <JoinByLink primary />
        <Link to={CHECK_PATH} look="quiet">
          {t.check}
        </Link>
        <section className="card stack">
          <h2>{t.home.hostTitle}</h2>
          <p>{t.home.hostBody}</p>
          <Link to="/sign-in" look="plain">
            {t.nav.signIn}
          </Link>
        </section>
      </div>
    </div>
  )
}

export function NotFound() {
  const t = useText('home')
  return (
    <Page>
      <div className="card stack">
        <PageTitle>{t.notFound.title}</PageTitle>
        <p>{t.notFound.body}</p>
        <Link to="/" look="plain">
          {t.notFound.home}
        </Link>
      </div>
    </Page>
  )
}
