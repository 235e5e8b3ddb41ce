import { toBase64Url } from '#client/src/mls/bytes.ts'
import { fragmentOf, ownFragmentOf } from '#client/src/mls/link.ts'
import { drawSecret, founderHash, founderKeys, linkSecret } from '#client/src/mls/secrets.ts'

/** The secret of a meeting, as its host's browser would have drawn it. */
export type MeetingKeys = {
  /** What the server is told. */
  founder: string
  /** What stands after the `#` of the link for everybody, and of the host's own. */
  forGuests: string
  forHost: string
}

export async function drawMeetingKeys(): Promise<MeetingKeys> {
  const secret = drawSecret()
  const founder = await founderHash((await founderKeys(secret)).publicKey)
  return {
    founder: toBase64Url(founder),
    forGuests: fragmentOf({
      link: await linkSecret(secret),
      founder,
      invite: null,
      inviteId: null,
    }),
    forHost: ownFragmentOf(secret),
  }
}
