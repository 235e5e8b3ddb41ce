import { argon2id, hash, verify } from 'argon2'
import { canonicalPassword } from '../policy/proposal.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Repositories } from '../store/store.ts'
import type { Standing } from './standing.ts'
import { FairQueue } from './fair-queue.ts'
import type { Lane, Room } from './fair-queue.ts'
import { token256 } from './tokens.ts'

/** [PWD3] OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. About 50 ms. */
const PARAMETERS = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const
const AT_ONCE = 2
/**
 * Who comes when this many wait is told `busy`: a later answer would be no answer. Those who are
 * signed in have a queue of their own, and so have browsers that were right before.
 */
const QUEUES: Room = { account: 40, known: 60, stranger: 100 }

/**
 * The hash of a password that was just chosen. Making it took its time, so it is given out only inside
 * the transaction that writes it, and only when what the request was allowed on still holds there.
 */
export class NewHash {
  readonly #hash: string
  constructor(hash: string) {
    this.#hash = hash
  }

  /** @throws Refusal of `still` */
  async within(tx: Repositories, still: Standing): Promise<string> {
    await still(tx)
    return this.#hash
  }
}

export interface Hasher {
  /** [PWD3] @throws Refusal `busy` when too many wait */
  hash(password: string, lane: Lane): Promise<NewHash>
  /**
   * [PWD4] Without a hash (no such meeting or account) the same work is done and the answer is no,
   * so that absent and present take alike long.
   * @throws Refusal `busy` when too many wait
   */
  verify(hash: string | null, password: string, lane: Lane): Promise<boolean>
  load(): Load
}

/** Tasks that run and tasks that wait. */
export type Load = { running: number; waiting: number }

/**
 * Passwords are made canonical here, so that no caller can forget it.
 * @param work lets a test see what is really verified
 */
export async function createHasher(work = { verify }): Promise<Hasher> {
  const limited = createLimiter(AT_ONCE, QUEUES)
  const nobodys = await hash(token256(), PARAMETERS)
  return {
    hash: (password, lane) =>
      limited(lane, async () => new NewHash(await hash(canonicalPassword(password), PARAMETERS))),
    verify: (known, password, lane) =>
      limited(lane, async () => {
        const right = await work.verify(known ?? nobodys, canonicalPassword(password))
        return known !== null && right
      }),
    load: () => limited.load(),
  }
}

type Limiter = (<T>(lane: Lane, task: () => Promise<T>) => Promise<T>) & { load(): Load }

type Waiting = { start: () => void; refuse: (why: Refusal) => void }

/** At most `atOnce` tasks run. The others wait their turn, and are refused when there is no room. */
export function createLimiter(atOnce: number, room: Room): Limiter {
  const queue = new FairQueue<Waiting>(room)
  let running = 0
  // The one that ends hands its place on, so `running` does not change in between.
  const turn = (lane: Lane) =>
    new Promise<void>((start, refuse) => {
      queue.push(lane, { start, refuse })?.refuse(new Refusal('busy', 2))
    })
  const limited = async <T>(lane: Lane, task: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await turn(lane)
    else running += 1
    try {
      return await task()
    } finally {
      const next = queue.shift()
      if (next) next.start()
      else running -= 1
    }
  }
  return Object.assign(limited, { load: () => ({ running, waiting: queue.size }) })
}
