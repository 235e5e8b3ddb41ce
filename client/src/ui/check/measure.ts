import type { Answer } from '../../http/request.ts'

/** Milliseconds after which no further piece is moved: a slow line has been measured by then. */
const ENOUGH_MS = 3000
const PIECES = 5
/** Milliseconds that a piece may take. */
export const PIECE_MS = 20_000
/** Times that a busy server is asked again; each waits as long as it says. */
const BUSY_MAX = 20

/**
 * Moves pieces until the line has warmed up, and takes the fastest: everything else that the line or
 * the machine did meanwhile only made one slower. Null if none came through.
 * @param move moves one piece; `bytes` is its size
 * @returns kilobits a second
 */
export async function measure(
  move: () => Promise<Answer<unknown>>,
  bytes: number,
  { now = () => performance.now(), wait = pause } = {},
): Promise<number | null> {
  const begun = now()
  let best: number | null = null
  let [moved, busy] = [0, 0]
  while (moved < PIECES && (moved === 0 || now() - begun < ENOUGH_MS)) {
    const from = now()
    const answer = await move()
    if (answer.ok) {
      moved += 1
      best = Math.max(best ?? 0, (bytes * 8) / Math.max(1, now() - from))
    } else if (answer.error.code === 'busy' && busy < BUSY_MAX) {
      busy += 1
      await wait((answer.error.retryAfter ?? 1) * 1000)
    } else break
  }
  return best
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
