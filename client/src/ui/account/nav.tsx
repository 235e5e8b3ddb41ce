import { useId, useRef, useState } from 'react'
import type { Me } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { buttonClasses } from '../widgets/button.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Link } from '../shell/link.tsx'
import type { Section } from '../shell/section.ts'
import { useEscape } from '../widgets/use-escape.ts'

const FOR_ALL = [
  { section: 'home', path: '/' },
  { section: 'calendar', path: '/calendar' },
  { section: 'meetings', path: '/meetings' },
] as const
const FOR_OPERATORS = [
  { section: 'serverMeetings', path: '/server/meetings' },
  { section: 'serverHealth', path: '/server/health' },
  { section: 'serverPolicy', path: '/server/policy' },
  { section: 'serverOffice', path: '/server/office' },
  { section: 'accounts', path: '/accounts' },
  { section: 'audit', path: '/audit' },
] as const

type Props = { me: Me; current: Section | undefined }

/** Navigation for signed-in people. Narrow screens collapse several pages behind a button. */
export function MainNav({ me, current }: Props) {
  const t = useText('account')
  const id = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const fold = () => {
    setOpen(false)
    toggle.current?.focus()
  }
  useEscape(fold, open)
  const operator = me.role === 'operator'
  const pages = operator ? [...FOR_ALL, ...FOR_OPERATORS] : FOR_ALL
  return (
    <>
      {operator && (
        <button
          ref={toggle}
          type="button"
          className={`${buttonClasses('quiet', false, true)} nav-toggle`}
          aria-label={t.common.mainNavigation}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} />
        </button>
      )}
      <nav
        id={id}
        className={operator ? 'nav nav-folds' : 'nav'}
        data-open={open || undefined}
        aria-label={t.common.mainNavigation}
      >
        {pages.map(({ section, path }) => (
          <Link key={section} to={path} current={current === section}>
            {t.nav[section]}
          </Link>
        ))}
      </nav>
    </>
  )
}
