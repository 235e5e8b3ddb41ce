import type { SessionId } from '#protocol/ids.ts'
import type { ChallengeKey, ChallengePurpose, Challenges } from '../store/challenges.ts'
import type { Asker } from './accounts.ts'
import { CHALLENGE_LIFE } from './passkeys.ts'
import { id128 } from './tokens.ts'

/** Pending challenges per address. A whole office may sign in at nine. */
const PENDING_MAX = 200

/** Stores the data that an exchange starts with. Returns its ID, which is not secret. */
export async function begin(
  challenges: Challenges,
  what: { purpose: ChallengePurpose; sessionId: SessionId | null; value: string },
  { addressHash, now }: Asker,
): Promise<string> {
  const id = id128()
  const challenge = { id, ...what, addressHash, createdAt: now }
  await challenges.create(challenge, now - CHALLENGE_LIFE, PENDING_MAX)
  return id
}

/** Returns the stored data to exactly one caller; null if it was used or has expired. */
export const spend = (
  challenges: Challenges,
  key: ChallengeKey,
  now: number,
): Promise<string | null> => challenges.take(key, now - CHALLENGE_LIFE)
