import type { HostNotice } from '#protocol/model.ts'

/** Minimum milliseconds between two notices about the same subject. */
export const NOTICE_PACE = 5000

/** Uses the absolute difference, so that setting the clock back does not delay anything. */
const isOver = (at: number, now: number) => Math.abs(now - at) >= NOTICE_PACE

/** What notices of one kind have in common: a person, an invite, or only the kind. */
function subjectOf(notice: HostNotice): string {
  if ('id' in notice) return `${notice.type} ${notice.id}`
  if (notice.type === 'invite_two_networks') return `${notice.type} ${notice.invite}`
  return notice.type
}

/** Last sent at `at`; `held` is the latest of `count` notices since then. */
type Told = { at: number; held: HostNotice | null; count: number }

/**
 * [ADM5] Rate-limits notices to moderators, because strangers could otherwise fill their screens
 * with text of their own choosing (names). The first notice about a subject is sent immediately;
 * the next one follows some seconds later, with the text of the latest and the count of all in
 * between. Pure.
 */
export class Notices {
  readonly #told = new Map<string, Told>()

  /** @returns the notice to send now, or null if it is held for `due` */
  take(notice: HostNotice, now: number): HostNotice | null {
    const subject = subjectOf(notice)
    const told = this.#told.get(subject)
    if (told === undefined || isOver(told.at, now)) {
      this.#told.set(subject, { at: now, held: null, count: 0 })
      return counted(notice, 1 + (told?.count ?? 0))
    }
    told.held = notice
    told.count += 1
    return null
  }

  /** Notices held for long enough. Called about once a second. */
  due(now: number): HostNotice[] {
    const due: HostNotice[] = []
    for (const [subject, { at, held, count }] of this.#told) {
      if (!isOver(at, now)) continue
      if (held === null) this.#told.delete(subject)
      else {
        this.#told.set(subject, { at: now, held: null, count: 0 })
        due.push(counted(held, count))
      }
    }
    return due
  }
}

/** Notices about strangers carry the number of notices they stand for. */
function counted(notice: HostNotice, count: number): HostNotice {
  const { type } = notice
  const strangers = type === 'knock_while_locked' || type === 'turned_away_full'
  return strangers ? { ...notice, count } : notice
}
