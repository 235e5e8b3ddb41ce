import type { DocumentId, ParticipantId, TrackId } from '#protocol/ids.ts'

/**
 * How this person views the meeting. `auto` follows shared content, a pin, the spotlight and the
 * floor.
 */
export const LAYOUTS = ['auto', 'grid', 'speaker', 'sidebar', 'presentation'] as const
export type Layout = (typeof LAYOUTS)[number]

export type Item =
  | { what: 'person'; id: ParticipantId }
  | { what: 'screen'; id: TrackId; of: ParticipantId }
  | { what: 'document'; id: DocumentId }

export type Scene = {
  layout: Layout
  /** Everyone including me, in display order. */
  order: readonly ParticipantId[]
  self: ParticipantId
  /** A screen shared by someone else. */
  screen: { id: TrackId; of: ParticipantId } | null
  /** The document presented to everyone. */
  document: DocumentId | null
  /** My pin, visible only to me. */
  pin: ParticipantId | null
  /** The host's spotlight, for everyone. */
  spotlight: ParticipantId | null
  /** [FLR] Floor holders, latest last; empty where everyone may speak. */
  floors: readonly ParticipantId[]
  /** Recent speakers, latest last. */
  spoken: readonly ParticipantId[]
  /** Whether to hide people without video. */
  hideUnseen: boolean
  unseen: ReadonlySet<ParticipantId>
}

export type Arrangement = {
  /** The enlarged items, and where the others are relative to them; null: all tiles are equal. */
  large: { items: readonly [Item, ...Item[]]; others: 'below' | 'beside' | 'nowhere' } | null
  /** The other people to show, in `order`. */
  people: ParticipantId[]
  /** Shared content that is not enlarged: a presented document or a screen. */
  shared: Item[]
  /** Number of people hidden for having no video. */
  hidden: number
}

/** With more faces than this, none of them would be large. */
const MOST_LARGE = 4

/**
 * What to show, and which of it to enlarge. Pure: the same scene always gives the same arrangement.
 */
export function arrange(scene: Scene): Arrangement {
  const { order, hideUnseen, unseen } = scene
  const screen: Item[] = scene.screen ? [{ what: 'screen', ...scene.screen }] : []
  // A document has priority over a screen, because a presenter chose it for everyone.
  const shared: Item[] = scene.document
    ? [{ what: 'document', id: scene.document }, ...screen]
    : screen
  const large = largeOf(scene, shared[0] ?? null)
  const chosen = new Set([here(scene, scene.pin), here(scene, scene.spotlight)])
  const standing = new Set<Item['id']>(large?.items.map(({ id }) => id))
  const others = order.filter((id) => !standing.has(id))
  const people = others.filter((id) => !hideUnseen || chosen.has(id) || !unseen.has(id))
  return {
    large,
    people: large?.others === 'nowhere' ? [] : people,
    shared: large?.others === 'nowhere' ? [] : shared.filter(({ id }) => !standing.has(id)),
    hidden: others.length - people.length,
  }
}

function largeOf(scene: Scene, shared: Item | null): Arrangement['large'] {
  const pin = person(here(scene, scene.pin))
  const chosen = pin ?? shared ?? person(here(scene, scene.spotlight))
  switch (scene.layout) {
    case 'grid':
      // On an equal tile it could neither be read nor turned.
      return shared && { items: [shared], others: 'beside' }
    case 'auto':
      return chosen ? { items: [chosen], others: 'beside' } : holding(scene)
    case 'presentation':
      // Shared content fills the window. Until something is shared, the speaker is enlarged.
      return shared ? { items: [shared], others: 'nowhere' } : speaking(scene, 'below')
    case 'speaker':
      return chosen ? { items: [chosen], others: 'below' } : speaking(scene, 'below')
    case 'sidebar':
      return chosen ? { items: [chosen], others: 'beside' } : speaking(scene, 'beside')
  }
}

/** Floor holders other than me. Positions stay stable as others are added. */
function holding(scene: Scene): Arrangement['large'] {
  const { floors, self } = scene
  const others = floors.filter((id) => id !== self && here(scene, id)).slice(-MOST_LARGE)
  const [first, ...more] = others.map((id): Item => ({ what: 'person', id }))
  return first ? { items: [first, ...more], others: 'beside' } : null
}

/**
 * The last speaker other than me, because people do not need to see themselves large while talking.
 */
function speaking(scene: Scene, others: 'below' | 'beside'): Arrangement['large'] {
  const { order, self, spoken } = scene
  const heard = spoken.findLast((id) => id !== self && order.includes(id))
  const item = person(heard ?? order.find((id) => id !== self) ?? null)
  return item && { items: [item], others }
}

const person = (id: ParticipantId | null): Item | null => (id ? { what: 'person', id } : null)
const here = ({ order }: Scene, id: ParticipantId | null) =>
  id !== null && order.includes(id) ? id : null
