import type { MeetingId } from '#protocol/ids.ts'
import type { Pump } from '#sfu/testing/pump.ts'
import { Attendee } from './attendee.ts'

import type { Reached } from './visitor.ts'
import { Visitor } from './visitor.ts'

/** A meeting of people with real media: its host first, plus one person waiting in the lobby. */
export class MediaMeeting {
  readonly people: Attendee[] = []
  readonly #pump: Pump
  readonly #waiting: Attendee[] = []

  private constructor(pump: Pump) {
    this.#pump = pump
  }

  /** @param films how many of them have a camera, the host first */
  static async meet(
    { server, host, pump }: { server: Reached; host: Visitor; pump: Pump },
    count: number,
    films: number,
  ): Promise<MediaMeeting> {
    const crowd = new MediaMeeting(pump)
    const { meeting, password } = await host.createMeeting('Giao ban tuần')
    await host.enter(meeting.id, {})
    crowd.people.push(new Attendee(host, meeting.id, pump, films > 0))
    await pump.until('the chair is in', () => crowd.chair.snapshot !== null)
    const knock = (name: string) =>
      crowd.#knock(new Visitor(server), meeting.id, { name, password })
    while (crowd.people.length < count) {
      const at = crowd.people.length
      const { attendee, id } = await knock(`Người ${at}`)
      attendee.films = at < films
      await crowd.chair.socket.ok('lobby.admit', { ids: [id] })
      crowd.people.push(attendee)
    }
    crowd.#waiting.push((await knock('Người Đứng Chờ')).attendee)
    await crowd.everyoneHears()
    return crowd
  }

  get chair(): Attendee {
    const [chair] = this.people
    if (chair === undefined) throw new Error('nobody is here')
    return chair
  }

  /** Everyone has received a packet of every other voice in their latest session. */
  everyoneHears(): Promise<void> {
    const others = this.people.length - 1
    return this.#pump.until('everyone hears everyone', () =>
      this.people.every((one) => one.voices().size === others),
    )
  }

  /** Resolves when everyone has started another session. */
  begunAnew(): Promise<void> {
    const sessions = this.people.map((one) => one.sessions)
    return this.#pump.until('everyone begins anew', () =>
      this.people.every((one, i) => one.sessions > (sessions[i] ?? 0)),
    )
  }

  /**
   * What an outage must not change: participants and their rights, chat, lobby. Read from a fresh
   * snapshot, for which the host joins again.
   */
  async standing() {
    const anew = this.chair.sessions + 1
    this.chair.socket.close()
    await this.#pump.until('the chair is back', () => this.chair.sessions >= anew)
    await this.everyoneHears()
    const { meeting, participants, chat, lobby } = this.chair.snapshot ?? {}
    const grants = this.people.map(({ snapshot }) => snapshot?.grant)
    // Whoever waits offers new keys after a break.
    const waiting = lobby?.map((knock) => ({ ...knock, keys: null }))
    return { meeting, participants, chat, lobby: waiting, grants }
  }

  /** Ends the meeting for all; the answer may be overtaken by the end itself. */
  async end(): Promise<void> {
    const ended = this.chair.socket.request('meeting.end', {}).catch(() => {})
    await ended
    for (const one of [...this.people, ...this.#waiting]) one.leave()
  }

  async #knock(visitor: Visitor, meeting: MeetingId, claim: { name: string; password: string }) {
    await visitor.enter(meeting, claim)
    const attendee = new Attendee(visitor, meeting, this.#pump, false)
    const { heard } = this.chair.socket
    const { id } = await this.chair.socket.until(() =>
      heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .findLast((knock) => knock.name === claim.name),
    )
    return { attendee, id }
  }
}
