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
 * Callers beyond these limits are refused with `busy`, since an answer would come too late to be
 * useful. Signed-in users and known browsers have queues of their own.
 */
const QUEUES: Room = { account: 40, known: 60, stranger: 100 }

/**
 * The hash of a newly chosen password. Hashing takes time, so the hash is available only inside the
 * transaction that writes it, and only if what authorized the request still holds there.
 */
export class NewHash {
  readonly #hash: string
  constructor(hash: string) {
    this.#hash = hash
  }

  /** @throws Refusal whatever `still` throws */
  async within(tx: Repositories, still: Standing): Promise<string> {
    await still(tx)
    return this.#hash
  }
}

export interface Hasher {
  /**
   * [PWD3]
   * @throws Refusal `busy` if too many are waiting
   */
  hash(password: string, lane: Lane): Promise<NewHash>
  /**
   * [PWD4] Without a hash (no such meeting or account) the same work is done and the answer is no,
   * so that absent and present take the same time.
   * @throws Refusal `busy` if too many are waiting
   */
  verify(hash: string | null, password: string, lane: Lane): Promise<boolean>
  load(): Load
}

/** Number of running and waiting tasks. */
export type Load = { running: number; waiting: number }

/**
 * Normalizes passwords here so that no caller can forget to.
 * @param work lets a test observe what is verified
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

/**
 * Runs at most `atOnce` tasks. Others wait for their turn and are refused when there is no room.
 */
export function createLimiter(atOnce: number, room: Room): Limiter {
  const queue = new FairQueue<Waiting>(room)
  let running = 0
  // A finished task hands its place to the next, so `running` does not change in between.
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
