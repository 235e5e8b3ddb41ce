import type { ParticipantId } from '#protocol/ids.ts'
import { hereAmong, tell } from './group.ts'
import type { Group, KeyEffect, People } from './group.ts'

/** Who has come as far as the group's epoch: members send with its keys when all have. */
export class Reached {
  #epoch = -1
  #told = false
  readonly #ids = new Set<ParticipantId>()

  /** In the group's present epoch. */
  add(group: Group, id: ParticipantId): void {
    this.#follow(group)
    this.#ids.add(id)
  }

  /** Once for each epoch. Those who are away, or without its keys, are not waited for. */
  settle(group: Group, people: People): KeyEffect[] {
    this.#follow(group)
    if (this.#told || this.#ids.size === 0) return []
    const awaited = hereAmong(people, group.current).filter((id) => group.members.has(id))
    if (awaited.length === 0 || !awaited.every((id) => this.#ids.has(id))) return []
    this.#told = true
    const data = { group: group.id, epoch: group.log.epoch }
    return tell(hereAmong(people, group.members), { name: 'keyReached', data })
  }

  #follow({ log }: Group): void {
    if (this.#epoch === log.epoch) return
    this.#epoch = log.epoch
    this.#told = false
    this.#ids.clear()
  }
}
