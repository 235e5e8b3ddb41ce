import type { SessionId } from '#protocol/ids.ts'
import type { ChallengeKey, ChallengePurpose, Challenges } from '../store/challenges.ts'
import type { Asker } from './accounts.ts'
import { CHALLENGE_LIFE } from './passkeys.ts'
import { id128 } from './tokens.ts'

/** Under way from one address: a whole office may sign in at nine. */
const PENDING_MAX = 200

/** Keeps what an exchange was begun with; answers its name, which is no secret. */
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

/** What it was begun with, for exactly one caller; null when that is spent or too long ago. */
export const spend = (
  challenges: Challenges,
  key: ChallengeKey,
  now: number,
): Promise<string | null> => challenges.take(key, now - CHALLENGE_LIFE)
