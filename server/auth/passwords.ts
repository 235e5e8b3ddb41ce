import { argon2id, hash, verify } from 'argon2'
import { canonicalPassword } from '../policy/proposal.ts'
import { Refusal } from '../protocol/errors.ts'
import type { Repositories } from '../store/store.ts'
import type { Standing } from './standing.ts'
import { token256 } from './tokens.ts'

/** [PWD3] OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. About 50 ms. */
const PARAMETERS = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const
const AT_ONCE = 2
/** Who comes when this many wait is told `busy`: a later answer would be no answer. */
const QUEUE_MAX = 100

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
  hash(password: string): Promise<NewHash>
  /**
   * [PWD4] Without a hash (no such meeting or account) the same work is done and the answer is no,
   * so that absent and present take alike long.
   * @throws Refusal `busy` when too many wait
   */
  verify(hash: string | null, password: string): Promise<boolean>
  load(): Load
}

/** Tasks that run and tasks that wait. */
export type Load = { running: number; waiting: number }

/**
 * Passwords are made canonical here, so that no caller can forget it.
 * @param work lets a test see what is really verified
 */
export async function createHasher(work = { verify }): Promise<Hasher> {
  const limited = createLimiter(AT_ONCE, QUEUE_MAX)
  const nobodys = await hash(token256(), PARAMETERS)
  return {
    hash: (password) =>
      limited(async () => new NewHash(await hash(canonicalPassword(password), PARAMETERS))),
    verify: (known, password) =>
      limited(async () => {
        const right = await work.verify(known ?? nobodys, canonicalPassword(password))
        return known !== null && right
      }),
    load: () => limited.load(),
  }
}

type Limiter = (<T>(task: () => Promise<T>) => Promise<T>) & { load(): Load }

/** At most `atOnce` tasks run, at most `queueMax` wait, the rest are refused at once. */
export function createLimiter(atOnce: number, queueMax: number): Limiter {
  const queue: (() => void)[] = []
  let running = 0
  const limited = async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= queueMax) throw new Refusal('busy', 2)
      // The one that ends hands its place on, so `running` does not change in between.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      running += 1
    }
    try {
      return await task()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
  return Object.assign(limited, { load: () => ({ running, waiting: queue.length }) })
}
