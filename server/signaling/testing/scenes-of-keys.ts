import { GroupId } from '#protocol/mls.ts'
import type { KeyCommit, KeyOffer } from '#protocol/mls.ts'
import type { RequestName } from '#protocol/messages.ts'
import { commitIn, hashOf, offerFor } from '../../meeting/keys/testing.ts'
import { gives, quiet, the } from './scene.ts'
import type { ScenesOf } from './scene.ts'
import type { Sitting, Who } from './sitting.ts'

/** The keys of one scene: scenes may share a meeting, and each begins a group of its own. */
export class SceneOfKeys {
  readonly #group: GroupId
  readonly #offer: KeyOffer

  constructor(name: string) {
    this.#group = GroupId.parse(name.padEnd(22, '-'))
    this.#offer = { ...offerFor(this.#group), commitment: 'c'.repeat(43) }
  }

  get founding() {
    return { group: this.#group, notice: 'AAAA' }
  }
  /** The same for everybody, because the server tells them apart by seat. */
  get offer() {
    return this.#offer
  }
  get reached() {
    return { group: this.#group, epoch: 0 }
  }
  get claim() {
    return { group: this.#group, epoch: 0, transcript: 't'.repeat(43), roster: null }
  }

  readonly founded = async (sitting: Sitting) => {
    await sitting.ok('host', 'keys.found', this.founding)
  }
  readonly offered = (who: Who) => async (sitting: Sitting) => {
    await this.founded(sitting)
    await sitting.ok(who, 'keys.offer', this.#offer)
  }
  /** They hold the keys of epoch 1. */
  readonly added = (who: Who) => async (sitting: Sitting) => {
    await this.offered(who)(sitting)
    await sitting.ok('host', 'keys.commit', this.adds(sitting, who))
  }

  adds(sitting: Sitting, ...who: Who[]): KeyCommit {
    const add = who.map((one) => ({ id: sitting.ids[one], keyPackage: hashOf(this.#offer) }))
    return commitIn({ id: this.#group, epoch: 0 }, { add })
  }
  /** Puts them on the group's list. */
  lists({ ids }: Sitting, who: Who): KeyCommit {
    return commitIn({ id: this.#group, epoch: 1 }, { leaders: [ids.host, ids[who]] })
  }
}

const found = new SceneOfKeys('found')
const offer = new SceneOfKeys('offer')
const offers = new SceneOfKeys('offers')
const commit = new SceneOfKeys('commit')
const decline = new SceneOfKeys('decline')
const claim = new SceneOfKeys('claim')
const replay = new SceneOfKeys('replay')
const words = new SceneOfKeys('words')
const answer = new SceneOfKeys('answer')
const share = new SceneOfKeys('share')
const reached = new SceneOfKeys('reached')
const joined = new SceneOfKeys('joined')

export const KEYS: ScenesOf<Extract<RequestName, `keys.${string}`>> = {
  'keys.establish': [
    {
      ...gives,
      rule: 'E2E9',
      input: () => ({ founder: 'f'.repeat(43), replaces: null }),
      logged: ['meeting.keys'],
    },
    {
      ...gives,
      title: 'instead of others',
      rule: 'E2E9',
      prepare: async (s) =>
        void (await s.ok('host', 'keys.establish', { founder: 'g'.repeat(43), replaces: null })),
      input: () => ({ founder: 'h'.repeat(43), replaces: 'g'.repeat(43) }),
      logged: ['meeting.keys_replaced'],
    },
  ],
  'keys.found': [{ ...quiet, rule: 'E2E1', input: () => found.founding }],
  'keys.offer': [
    { ...quiet, rule: 'E2E4', by: 'guest', prepare: offer.founded, input: () => offer.offer },
  ],
  'keys.offers': [
    {
      ...quiet,
      rule: 'E2E4',
      prepare: offers.offered('waiting'),
      input: (s) => ({ ids: [s.ids.waiting] }),
    },
  ],
  'keys.commit': [
    {
      ...quiet,
      rule: 'E2E2',
      prepare: commit.offered('guest'),
      input: (s) => commit.adds(s, 'guest'),
    },
  ],
  'keys.decline': [
    { ...quiet, rule: 'E2E4', prepare: decline.offered('guest'), input: the('guest') },
  ],
  'keys.claim': [{ ...quiet, rule: 'E2E7', prepare: claim.founded, input: () => claim.claim }],
  'keys.replay': [
    { ...quiet, rule: 'E2E7', prepare: replay.added('guest'), input: () => ({ epoch: 0 }) },
  ],
  'keys.challenge': [
    {
      ...quiet,
      rule: 'E2E11',
      prepare: words.offered('waiting'),
      input: (s) => ({ id: s.ids.waiting, n: 'n'.repeat(43) }),
    },
  ],
  'keys.reveal': [
    {
      ...quiet,
      rule: 'E2E11',
      by: 'guest',
      prepare: async (s) => {
        await answer.offered('guest')(s)
        await s.ok('host', 'keys.challenge', { id: s.ids.guest, n: 'n'.repeat(43) })
      },
      input: () => ({ m: 'm'.repeat(43) }),
    },
  ],
  'keys.share': [
    {
      ...quiet,
      rule: 'E2E12',
      prepare: share.founded,
      input: (s) => ({ id: s.ids.guest, sealed: 'AAAA' }),
    },
  ],
  'keys.reached': [
    { ...quiet, rule: 'E2E13', prepare: reached.founded, input: () => reached.reached },
  ],
  'keys.joined': [
    {
      ...quiet,
      rule: 'E2E7',
      by: 'guest',
      prepare: joined.added('guest'),
      input: () => ({}),
    },
  ],
}
