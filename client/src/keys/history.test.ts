import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { ParticipantId } from '#protocol/ids.ts'
import { leads } from '#protocol/roles.ts'
import { toBase64Url } from '../mls/bytes.ts'
import { type Browser, Sitting } from './testing.ts'

/** What happens in a meeting; numbers choose among those there are. */
type Step = { what: keyof typeof STEPS; a: number; b: number }

/** A sitting in which things happen, also while others are under way. */
class Story {
  readonly sitting: Sitting
  readonly hostId: ParticipantId
  /** All epochs that anybody had, by group and number: one key each. */
  readonly bases = new Map<string, string>()

  private constructor(sitting: Sitting, hostId: ParticipantId) {
    this.sitting = sitting
    this.hostId = hostId
  }

  static async open(): Promise<Story> {
    const sitting = await Sitting.open()
    return new Story(sitting, (await sitting.host()).id)
  }

  get waiting(): Browser[] {
    const { browsers, room } = this.sitting
    return [...browsers.values()].filter(({ id }) => room.room.phaseOf(id) === 'waiting')
  }
  get leading(): Browser[] {
    const { inside, room } = this.sitting
    return inside.filter(({ id }) => leads(room.room.actor(id)?.role ?? 'participant'))
  }
  get guests(): Browser[] {
    return this.sitting.inside.filter(({ id }) => id !== this.hostId)
  }
  get host(): Browser {
    return this.sitting.browsers.get(this.hostId) ?? assert.fail()
  }

  note(): void {
    for (const { epochs } of this.sitting.browsers.values())
      for (const epoch of epochs) {
        if (!epoch) continue
        const name = `${toBase64Url(epoch.group)} ${epoch.number}`
        const base = toBase64Url(epoch.base)
        assert.equal(this.bases.get(name) ?? base, base, 'one key for each epoch')
        this.bases.set(name, base)
      }
  }

  /** Everybody is back, and all has been done that is to be done. */
  async end(): Promise<void> {
    const { sitting } = this
    for (const browser of sitting.browsers.values()) if (browser.away) browser.connect()
    await sitting.wait(25_000)
    this.note()
    sitting.agree()
  }
}

const at = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]

const STEPS = {
  knock: async ({ sitting }: Story) => {
    await sitting.knock()
  },
  admit: async (story: Story, a: number) => {
    const leader = at(story.leading, a)
    const ids = story.waiting.map(({ id }) => id)
    if (leader) await story.sitting.through(leader.session.admit(ids))
  },
  race: async (story: Story, a: number, b: number) => {
    await story.sitting.knock()
    const both = [a, b].flatMap((n) => at(story.leading, n) ?? [])
    const ids = story.waiting.map(({ id }) => id)
    const admits = both.map((one, n) => one.session.admit(n === 0 ? ids : ids.slice(-1)))
    await story.sitting.through(Promise.all(admits))
  },
  leave: async (story: Story, a: number) => {
    const one = at([...story.guests, ...story.waiting], a)
    if (one) story.sitting.leave(one)
  },
  remove: async (story: Story, a: number) => {
    const one = at(story.guests, a)
    const { room } = story.sitting
    if (one) room.do(room.room.moderation.remove(story.hostId, one.id, false, null, room.now))
  },
  sendBack: async (story: Story, a: number) => {
    const { room } = story.sitting
    const guests = story.guests.filter((one) => !story.leading.includes(one))
    const one = at(guests, a)
    if (one) room.do(room.room.admission.sendBack(story.hostId, [one.id], null, room.now))
  },
  reload: async (story: Story, a: number) => {
    const one = at([...story.sitting.browsers.values()], a)
    if (one) await story.sitting.reload(one)
  },
  away: async (story: Story, a: number) => {
    const one = at(story.sitting.inside, a)
    if (one && !one.away) one.disconnect()
  },
  back: async (story: Story) => {
    for (const one of story.sitting.browsers.values()) if (one.away) one.connect()
  },
  promote: async (story: Story, a: number) => {
    const one = at(story.guests, a)
    const { sitting, host } = story
    if (one) await sitting.through(host.session.promote('cohost.add', one.id))
  },
  demote: async (story: Story, a: number) => {
    const { room } = story.sitting
    const one = at(story.leading, a)
    if (one && one.id !== story.hostId)
      room.do(room.room.moderation.removeCohost(story.hostId, one.id, room.now))
  },
  meanwhile: async (story: Story, a: number, b: number) => {
    const { sitting } = story
    sitting.meanwhile = async () => {
      sitting.meanwhile = () => {}
      const one = at(story.waiting, a)
      if (one && b % 3 === 0) sitting.leave(one)
      if (one && b % 3 === 1 && !one.away) one.disconnect()
      if (one && b % 3 === 2) await sitting.through((await sitting.reload(one)).session.idle())
    }
    await STEPS.admit(story, a)
    sitting.meanwhile = () => {}
    await STEPS.back(story)
  },
  restart: async (story: Story) => {
    for (const one of story.waiting) story.sitting.leave(one)
    await story.sitting.restart()
  },
  wait: async (story: Story, a: number) => {
    await story.sitting.wait(1000 * (1 + (a % 4)))
  },
} satisfies Record<string, (story: Story, a: number, b: number) => Promise<void>>

const names = Object.keys(STEPS) as Step['what'][]
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('knock' as const, 'admit' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...names) },
  ),
  a: fc.nat(11),
  b: fc.nat(11),
})

it('[E2E2] whatever happens, in the end those inside have one key, and each epoch had one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.boolean()), { minLength: 4, maxLength: 14 }),
      async (steps) => {
        const story = await Story.open()
        for (const [{ what, a, b }, quiet] of steps) {
          await STEPS[what](story, a, b)
          if (quiet) await story.sitting.quiet()
          story.note()
        }
        await story.end()
      },
    ),
    { numRuns: Number(process.env['HISTORIES'] ?? 12) },
  )
})
