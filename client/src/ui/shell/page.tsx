import { Suspense } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/text.ts'
import { lazily } from './lazily.ts'
import { useMe } from './session.ts'
import { LanguageChoice } from './language.tsx'
import { Link } from './link.tsx'
import type { Section } from './section.ts'
import { ThemeChoice } from './theme-choice.tsx'

// Keeps code for signed-in people out of a guest's first page.
const MainNav = lazily(async () => (await import('../account/nav.tsx')).MainNav, 'account')
const AccountMenu = lazily(async () => (await import('../account/menu.tsx')).AccountMenu, 'account')

type Props = { children: ReactNode; wide?: boolean; current?: Section }

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
        <Suspense>
          <MainNav me={me} current={current} />
        </Suspense>
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

/** Same shape as public/favicon.svg, in the current text color. */
function Logo() {
  return (
    <svg
      className="logo"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      aria-hidden="true"
    >
      <path
        d="M12 2.800 4.500 5.600v5.800c0 4.800 3.100 8.200 7.500 9.900 4.400-1.700 7.500-5.100 7.500-9.900V5.600z"
        strokeLinejoin="round"
      />
      <circle cx="12" cy="9.600" r="2.300" />
      <path
        d="M7.900 15.900c.6-2.200 2.200-3.300 4.100-3.300s3.500 1.100 4.100 3.300"
        strokeLinecap="round"
      />
    </svg>
  )
}
