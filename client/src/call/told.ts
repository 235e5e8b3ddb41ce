import type { ServerEvent } from '../signaling/socket.ts'

/**
 * What the server has said about people and groups since it last told everything, for a session of
 * keys that begins later. Of each person and thing only the last word.
 */
export class Told {
  readonly #last = new Map<string, ServerEvent>()

  hear(event: ServerEvent): void {
    const { name } = event
    if (name === 'snapshot' || name === 'waiting') this.#last.clear()
    // With the keys of the meeting, the group that there was has ended.
    if (name === 'keyFounder') this.#last.delete('keyGroup')
    const subject = subjectOf(event)
    if (subject === null) return
    this.#last.delete(subject)
    this.#last.set(subject, event)
  }

  /** Oldest first. */
  get events(): readonly ServerEvent[] {
    return [...this.#last.values()]
  }
}

const WHOLE = new Set<ServerEvent['name']>([
  'snapshot',
  'waiting',
  'lobby',
  'questions',
  'keyGroup',
])

function subjectOf({ name, data }: ServerEvent): string | null {
  if (name === 'participant' || name === 'participantLeft') return data.id
  return WHOLE.has(name) ? name : null
}
