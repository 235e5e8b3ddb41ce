import { useEffect, useId, useRef, useState } from 'react'
import type { Me } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { buttonClasses } from '../widgets/button.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Link } from '../shell/link.tsx'
import type { Section } from '../shell/section.ts'

type Props = { me: Me; current: Section | undefined }

/** The pages of those who are signed in. On a narrow screen several of them stand behind a button. */
export function MainNav({ me, current }: Props) {
  const t = useText('account')
  const [open, setOpen] = useState(false)
  const id = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      toggle.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
  const operator = me.role === 'operator'
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
        <Link to="/calendar" current={current === 'calendar'}>
          {t.nav.calendar}
        </Link>
        <Link to="/meetings" current={current === 'meetings'}>
          {t.nav.meetings}
        </Link>
        {operator && (
          <>
            <Link to="/server/meetings" current={current === 'serverMeetings'}>
              {t.nav.serverMeetings}
            </Link>
            <Link to="/server/health" current={current === 'serverHealth'}>
              {t.nav.serverHealth}
            </Link>
            <Link to="/server/policy" current={current === 'serverPolicy'}>
              {t.nav.serverPolicy}
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
    </>
  )
}
