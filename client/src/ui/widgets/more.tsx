import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'
import './more.css'

type Props = {
  title: string
  /** What is set inside, while it is closed. */
  summary?: string
  open: boolean
  onToggle: (open: boolean) => void
  children: ReactNode
}

/** Part of a form that most people need not open. */
export function More({ title, summary, open, onToggle, children }: Props) {
  return (
    <details className="more" open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>
        <Icon name="next" />
        <span className="field-label">{title}</span>
        {summary && !open && <span className="small soft">{summary}</span>}
      </summary>
      <div className="stack more-inside">{children}</div>
    </details>
  )
}
