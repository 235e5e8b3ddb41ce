import { Suspense, useLayoutEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/text.ts'
import { lazily } from './lazily.ts'
import { fetchWithSession, useMe } from './session.ts'
import { LanguageChoice } from './language.tsx'
import { buttonClasses } from '../widgets/button.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Mark } from '../widgets/mark.tsx'
import { Link } from './link.tsx'
import { HelpDesk, OfficeMark } from './office-mark.tsx'
import { currentPage, pageShown, watchPages } from './pages-shown.ts'
import type { Section } from './section.ts'
import { ThemeChoice } from './theme-choice.tsx'

// Keeps code for signed-in people out of a guest's first page.
const MainNav = lazily(async () => (await import('../account/nav.tsx')).MainNav, 'account')
const AccountMenu = lazily(async () => (await import('../account/menu.tsx')).AccountMenu, 'account')
fetchWithSession(() => Promise.all([MainNav.ahead(), AccountMenu.ahead()]))

type Props = { children: ReactNode; wide?: boolean; current?: Section }

/** One page below the header, which {@link Header} shows as long as there is one. */
export function Page({ children, wide = false, current }: Props) {
  const t = useText()
  useLayoutEffect(() => pageShown({ current }), [current])
  return (
    <>
      <main id="main" className={wide ? 'main main-wide' : 'main'} tabIndex={-1}>
        {children}
      </main>
      <footer className="foot small soft">
        <HelpDesk />
        <span>{t.tagline}</span>
        <ThemeChoice />
      </footer>
    </>
  )
}

/**
 * Above every page, and the same one from page to page: a click on a header that another one
 * replaced would be lost.
 */
export function Header() {
  const t = useText()
  const [page, setPage] = useState(currentPage)
  // Not useSyncExternalStore, which listens only after the first frame has been painted.
  useLayoutEffect(() => watchPages(() => setPage(currentPage())), [])
  if (page === null) return null
  return (
    <>
      <a className="skip" href="#main">
        {t.common.skipToContent}
      </a>
      <Top current={page.current} />
    </>
  )
}

/** In a new tab, because a page left while waiting or half filled in does not come back as it was. */
function GuidesLink() {
  const { help } = useText()
  return (
    <a
      className={buttonClasses('quiet', false, true)}
      href="/help"
      target="_blank"
      rel="noreferrer"
      aria-label={help.guides}
    >
      <Icon name="unverified" />
    </a>
  )
}

function Top({ current }: { current: Section | undefined }) {
  const t = useText()
  const me = useMe()
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Mark />
        <span>{t.appName}</span>
      </Link>
      <OfficeMark />
      {me && (
        <Suspense>
          <MainNav me={me} current={current} />
        </Suspense>
      )}
      <div className="top-end">
        <LanguageChoice />
        <GuidesLink />
        {me && (
          <Suspense>
            <AccountMenu me={me} />
          </Suspense>
        )}
      </div>
    </header>
  )
}
