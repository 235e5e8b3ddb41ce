import type { MouseEvent, ReactNode } from 'react'
import { navigate } from './router.ts'
import { linkClasses } from '../widgets/button.tsx'
import type { Look } from '../widgets/button.tsx'

type Props = {
  to: string
  look?: Look
  small?: boolean
  className?: string
  current?: boolean
  label?: string
  children: ReactNode
}

/**
 * A real link, so that opening a new tab and copying the address work. A plain click navigates
 * within the page.
 */
export function Link({ to, look, small, className, current = false, label, children }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return
    event.preventDefault()
    navigate(to)
  }
  return (
    <a
      href={to}
      className={look ? linkClasses(look, small) : className}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </a>
  )
}
