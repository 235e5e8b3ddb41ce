import { z } from 'zod'
import type { Occupancy, LiveMeetings } from '../meeting/records.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { NodeName } from '../store/room-nodes.ts'
import type { Bus } from './bus.ts'

/** Methods executed by the room's owner. Their arguments are those of `LiveMeetings`. */
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
  'putKeys',
  'readKeys',
  'rescheduled',
  'prolong',
  'stopRecording',
] as const
/** Methods that other nodes may call. */
const ASKED = z.enum([...ROUTED, 'occupancy', 'accountDisabled'])
type Routed = (typeof ROUTED)[number]
type Counted = (Occupancy extends ReadonlyMap<infer K, infer V> ? [K, V] : never)[]

/** Methods that open the room if necessary: executed here if the node that had it is gone. */
const OPENS: ReadonlySet<string> = new Set<Routed>(['enter', 'contain', 'end', 'prolong'])

type Whereabouts = {
  /**
   * The other node that owns this room, and whether it is connected to the database; null: this
   * node or none.
   */
  owner(id: MeetingId): Promise<{ node: NodeName; present: boolean } | null>
  /** All other nodes: those connected, and those that may still have a room. */
  others(): Promise<NodeName[]>
}

/**
 * Presents the live rooms of all nodes as if they were local. A request may arrive at any node; its
 * effect on a room is executed by the room's owner, and refused with `busy` if that node does not
 * answer. The store has the change by then, so retrying completes it.
 */
export function liveEverywhere(local: LiveMeetings, where: Whereabouts, bus: Bus): LiveMeetings {
  bus.answers(async (what, args) => answer(local, ASKED.parse(what), args))

  /**
   * Calls the room's owner, or this node if there is none. A node that may be disconnected but
   * still own the room is called too: it cannot answer, so the call does not falsely succeed.
   */
  async function at<K extends Routed>(
    id: MeetingId,
    what: K,
    args: Parameters<LiveMeetings[K]>,
  ): Promise<Awaited<ReturnType<LiveMeetings[K]>>> {
    const owner = await where.owner(id)
    const here = owner === null || (!owner.present && OPENS.has(what))
    // Safe by the shared contract: the other node runs the same server and has proven its key.
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
    putKeys: (id, by, bytes) => at(id, 'putKeys', [id, by, bytes]),
    readKeys: (id, by, hash) => at(id, 'readKeys', [id, by, hash]),
    rescheduled: (id) => at(id, 'rescheduled', [id]),
    prolong: (id, by, minutes) => at(id, 'prolong', [id, by, minutes]),
    stopRecording: (id, recording, reason) => at(id, 'stopRecording', [id, recording, reason]),

    /** Skips nodes that do not answer: lists are shown without their rooms. */
    async occupancy() {
      const others = await where.others().catch(() => [])
      const asked = others.map((node) => bus.ask(node, 'occupancy', []).catch(() => []))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      const counted = (await Promise.all(asked)) as Counted[]
      return new Map([...(await local.occupancy()), ...counted.flat()])
    },

    async accountDisabled(id) {
      // All nodes must have executed it before this returns.
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
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sent by a node with our key
  return method(...(args as never[]))
}
