import type { DocumentId, ParticipantId, TrackId } from '#protocol/ids.ts'

/** How I look at the meeting. `auto` follows what happens: a shared screen, a pin, the spotlight. */
export const LAYOUTS = ['auto', 'grid', 'speaker', 'sidebar', 'presentation'] as const
export type Layout = (typeof LAYOUTS)[number]

export type Item =
  | { what: 'person'; id: ParticipantId }
  | { what: 'screen'; id: TrackId; of: ParticipantId }
  | { what: 'document'; id: DocumentId }

export type Scene = {
  layout: Layout
  /** Everyone, in the order in which they stand. Contains me. */
  order: readonly ParticipantId[]
  self: ParticipantId
  /** What somebody else shares. */
  screen: { id: TrackId; of: ParticipantId } | null
  /** The document that is presented to everyone. */
  document: DocumentId | null
  /** Mine, for me alone. */
  pin: ParticipantId | null
  /** The host's, for everyone. */
  spotlight: ParticipantId | null
  /** [FLR] Who holds the floor, the latest last; nobody where everyone may speak. */
  floors: readonly ParticipantId[]
  /** Who spoke, the latest last. */
  spoken: readonly ParticipantId[]
  /** Hides who sends no picture. */
  hideUnseen: boolean
  unseen: ReadonlySet<ParticipantId>
}

export type Arrangement = {
  /** What stands large, and where the others stand to it; null: all alike. */
  large: { items: readonly [Item, ...Item[]]; others: 'below' | 'beside' | 'nowhere' } | null
  /** Who is shown besides, in `order`. */
  people: ParticipantId[]
  /** What is shared and not large: a presented document, a screen. */
  shared: Item[]
  /** How many are hidden for sending no picture. */
  hidden: number
}

/** More faces than this beside each other are no longer large. */
const MOST_LARGE = 4

/** What is shown, and what of it large. Pure: the same scene is always arranged alike. */
export function arrange(scene: Scene): Arrangement {
  const { order, hideUnseen, unseen } = scene
  const screen: Item[] = scene.screen ? [{ what: 'screen', ...scene.screen }] : []
  // A document stands before a screen: it was put there for everyone by whoever presents.
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
      return null
    case 'auto':
      return chosen ? { items: [chosen], others: 'beside' } : holding(scene)
    case 'presentation':
      // Only what is shared, as large as the window; until something is, whoever speaks.
      return shared ? { items: [shared], others: 'nowhere' } : speaking(scene, 'below')
    case 'speaker':
      return chosen ? { items: [chosen], others: 'below' } : speaking(scene, 'below')
    case 'sidebar':
      return chosen ? { items: [chosen], others: 'beside' } : speaking(scene, 'beside')
  }
}

/** Those who hold the floor, but me; each stands where they stood as others are added. */
function holding(scene: Scene): Arrangement['large'] {
  const { floors, self } = scene
  const others = floors.filter((id) => id !== self && here(scene, id)).slice(-MOST_LARGE)
  const [first, ...more] = others.map((id): Item => ({ what: 'person', id }))
  return first ? { items: [first, ...more], others: 'beside' } : null
}

/** Whoever spoke last and is not me: nobody needs to see themselves large while they talk. */
function speaking(scene: Scene, others: 'below' | 'beside'): Arrangement['large'] {
  const { order, self, spoken } = scene
  const heard = spoken.findLast((id) => id !== self && order.includes(id))
  const item = person(heard ?? order.find((id) => id !== self) ?? null)
  return item && { items: [item], others }
}

const person = (id: ParticipantId | null): Item | null => (id ? { what: 'person', id } : null)
const here = ({ order }: Scene, id: ParticipantId | null) =>
  id !== null && order.includes(id) ? id : null
