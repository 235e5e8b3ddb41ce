import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/text.ts'
import { useMe } from '../session.ts'
import { LanguageChoice } from './language.tsx'
import { Link } from './link.tsx'
import { Logo } from './logo.tsx'
import { ThemeChoice } from './theme-choice.tsx'

// The menu of signed-in people needs more code than a guest's first page should carry.
const AccountMenu = lazy(async () => ({
  default: (await import('../account/menu.tsx')).AccountMenu,
}))

type Props = {
  children: ReactNode
  wide?: boolean
  current?:
    | 'calendar'
    | 'meetings'
    | 'serverMeetings'
    | 'serverHealth'
    | 'serverPolicy'
    | 'accounts'
    | 'audit'
}

export function Page({ children, wide = false, current }: Props) {
  const t = useText()
  return (
    <>
      <a className="skip" href="#main">
        {t.common.skipToContent}
      </a>
      <Top current={current} />
      <main id="main" className={wide ? 'main main-wide' : 'main'} tabIndex={-1}>
        {children}
      </main>
      <footer className="foot small soft">
        <span>{t.tagline}</span>
        <ThemeChoice />
      </footer>
    </>
  )
}

function Top({ current }: { current: Props['current'] }) {
  const t = useText()
  const me = useMe()
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Logo />
        <span>{t.appName}</span>
      </Link>
      {me && (
        <nav className="nav" aria-label={t.common.mainNavigation}>
          <Link to="/calendar" current={current === 'calendar'}>
            {t.nav.calendar}
          </Link>
          <Link to="/meetings" current={current === 'meetings'}>
            {t.nav.meetings}
          </Link>
          {me.role === 'operator' && (
            <>
              <Link to="/server/meetings" current={current === 'serverMeetings'}>
                {t.nav.serverMeetings}
              </Link>
              <Link to="/server/health" current={current === 'serverHealth'}>
                {t.nav.serverHealth}
              </Link>
              <Link to="/server/policy" current={current === 'serverPolicy'}>
                {t.tighten.nav}
              </Link>
              <Link to="/accounts" current={current === 'accounts'}>
                {t.nav.accounts}
              </Link>
              <Link to="/audit" current={current === 'audit'}>
                {t.nav.audit}
              </Link>
            </>
          )}
        </nav>
      )}
      <div className="top-end">
        <LanguageChoice />
        {me && (
          <Suspense>
            <AccountMenu me={me} />
          </Suspense>
        )}
      </div>
    </header>
  )
}
