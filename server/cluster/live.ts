import { z } from 'zod'
import type { Occupancy, LiveMeetings } from '../meeting/records.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { NodeName } from '../store/room-nodes.ts'
import type { Bus } from './bus.ts'

/** What is asked of the node that has the room. Its arguments are the contract's of `LiveMeetings`. */
const ROUTED = [
  'activeParticipant',
  'enter',
  'passwordRenewed',
  'contain',
  'end',
  'wrongPasswords',
  'blockLifted',
  'invitesMade',
  'inviteRevoked',
  'invitedOnly',
  'documentArrived',
  'rescheduled',
  'prolong',
  'stopRecording',
] as const
/** What is asked of every node. */
const ASKED = z.enum([...ROUTED, 'occupancy', 'accountDisabled'])
type Routed = (typeof ROUTED)[number]
type Counted = (Occupancy extends ReadonlyMap<infer K, infer V> ? [K, V] : never)[]

/** What opens the room where it is not open: done here, when the node that had it is gone. */
const OPENS: ReadonlySet<string> = new Set<Routed>(['enter', 'contain', 'end', 'prolong'])

type Whereabouts = {
  /** The other node that has this room, and whether the database knows it; null: this one, or none. */
  owner(id: MeetingId): Promise<{ node: NodeName; present: boolean } | null>
  /** All nodes but this one: those that are there, and those that may still have a room. */
  others(): Promise<NodeName[]>
}

/**
 * The live rooms of all nodes, as if they were here. A request may come to any node; what it wants
 * of a room is done where the room is, and refused with `busy` when that node does not answer: the
 * store has it by then, and asking again does the rest.
 */
export function liveEverywhere(local: LiveMeetings, where: Whereabouts, bus: Bus): LiveMeetings {
  bus.answers(async (what, args) => answer(local, ASKED.parse(what), args))

  /**
   * Whoever has the room; this node, when nobody has. One that may be cut off and still have it is
   * asked too: it cannot answer, and so nobody is told that it was done.
   */
  async function at<K extends Routed>(
    id: MeetingId,
    what: K,
    args: Parameters<LiveMeetings[K]>,
  ): Promise<Awaited<ReturnType<LiveMeetings[K]>>> {
    const owner = await where.owner(id)
    const here = owner === null || (!owner.present && OPENS.has(what))
    // Both are what the one contract says: the other node runs the same server, and proved its key.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return (await (here ? answer(local, what, args) : bus.ask(owner.node, what, args))) as never
  }

  return {
    enter: (entry) => at(entry.meetingId, 'enter', [entry]),
    activeParticipant: (id, participant) => at(id, 'activeParticipant', [id, participant]),
    passwordRenewed: (id, version) => at(id, 'passwordRenewed', [id, version]),
    contain: (id, by, remove) => at(id, 'contain', [id, by, remove]),
    end: (id, by) => at(id, 'end', [id, by]),
    wrongPasswords: (id, count) => at(id, 'wrongPasswords', [id, count]),
    blockLifted: (id, block) => at(id, 'blockLifted', [id, block]),
    invitesMade: (id, invites) => at(id, 'invitesMade', [id, invites]),
    inviteRevoked: (id, invite) => at(id, 'inviteRevoked', [id, invite]),
    invitedOnly: (id, on) => at(id, 'invitedOnly', [id, on]),
    documentArrived: (id, by, document) => at(id, 'documentArrived', [id, by, document]),
    rescheduled: (id) => at(id, 'rescheduled', [id]),
    prolong: (id, by, minutes) => at(id, 'prolong', [id, by, minutes]),
    stopRecording: (id, recording, reason) => at(id, 'stopRecording', [id, recording, reason]),

    /** Without the rooms of a node that does not answer: lists are shown without it. */
    async occupancy() {
      const others = await where.others().catch(() => [])
      const asked = others.map((node) => bus.ask(node, 'occupancy', []).catch(() => []))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      const counted = (await Promise.all(asked)) as Counted[]
      return new Map([...(await local.occupancy()), ...counted.flat()])
    },

    async accountDisabled(id) {
      // All of them, before it is said to be done.
      const others = await where.others()
      await Promise.all([
        local.accountDisabled(id),
        ...others.map((node) => bus.ask(node, 'accountDisabled', [id])),
      ])
    },
  }
}

async function answer(
  local: LiveMeetings,
  what: z.infer<typeof ASKED>,
  args: readonly unknown[],
): Promise<unknown> {
  if (what === 'occupancy') return [...(await local.occupancy())]
  const method: (...all: never[]) => Promise<unknown> = local[what].bind(local)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a node with our key says
  return method(...(args as never[]))
}
