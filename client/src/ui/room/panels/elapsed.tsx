import { useServerNow } from '../../use-server-now.ts'

const two = (n: number) => String(n).padStart(2, '0')

/**
 * Formats minutes and seconds, with hours only if needed.
 * @param ms milliseconds
 */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

type Props = { since: number; before?: number }

/** Running time since a moment, plus `before` milliseconds. Not a live region. */
export function Elapsed({ since, before = 0 }: Props) {
  const now = useServerNow(1000)
  return <span className="elapsed">{clock(before + now - since)}</span>
}
