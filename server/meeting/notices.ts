import type { HostNotice } from '#protocol/model.ts'

/** Milliseconds between two notices about the same. */
export const NOTICE_PACE = 5000

/** Either way: a clock that was set back holds nothing back. */
const isOver = (at: number, now: number) => Math.abs(now - at) >= NOTICE_PACE

/** What several notices of one kind are about: one person, one invite, or just the kind. */
function subjectOf(notice: HostNotice): string {
  if ('id' in notice) return `${notice.type} ${notice.id}`
  if (notice.type === 'invite_two_networks') return `${notice.type} ${notice.invite}`
  return notice.type
}

/** Told at `at`; since then `held` has come, `count` times. */
type Told = { at: number; held: HostNotice | null; count: number }

/**
 * [ADM5] Paces what those who lead are told of: whoever is outside could else fill their screens, in
 * words of their own choosing (names). Of the same subject one notice goes out at once, and the next
 * after some seconds, with how many there were in between and the words of the last. Pure.
 */
export class Notices {
  readonly #told = new Map<string, Told>()

  /** @returns what to tell now, or null when it is to wait for `due` */
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

  /** What has waited long enough. Asked about once a second. */
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

/** Those of strangers say how many they stand for. */
function counted(notice: HostNotice, count: number): HostNotice {
  const { type } = notice
  const strangers = type === 'knock_while_locked' || type === 'turned_away_full'
  return strangers ? { ...notice, count } : notice
}
