import { useEffect, useRef } from 'react'
import { useText } from '../../i18n/text.ts'

let shownBefore = false

type Props = {
  children: string
  /** On one line, cut off at the end if it is longer. */
  oneLine?: boolean
}

/**
 * The page's only h1. Takes focus when it replaces another page, so that focus is not lost, unless
 * a field of the new page is already waiting for input.
 */
export function PageTitle({ children, oneLine = false }: Props) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${children} – ${t.appName}`
  }, [children, t])
  useEffect(() => {
    const waiting = document.activeElement instanceof HTMLInputElement
    if (shownBefore && !waiting) heading.current?.focus()
    shownBefore = true
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className={oneLine ? 'one-line' : undefined}>
      {children}
    </h1>
  )
}
