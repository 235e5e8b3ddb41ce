import type { RequestName } from '#protocol/messages.ts'
import type { Registration } from './request.ts'
import { MODERATION } from './requests/moderation.ts'
import { KEYS } from './requests/keys.ts'
import { LOBBY } from './requests/lobby.ts'
import { MEDIA } from './requests/media.ts'
import { QUESTIONS } from './requests/questions.ts'
import { RECORDING } from './requests/recording.ts'
import { SPEAKERS } from './requests/speakers.ts'
import { PRESENTATION } from './requests/presentation.ts'
import { CHAT } from './requests/chat.ts'
import { VOTES } from './requests/votes.ts'

/**
 * All requests, one line per feature. A request of the protocol that nobody registers does not
 * compile.
 */
export const REGISTERED: { [K in RequestName]: Registration<K> } = {
  ...LOBBY,
  ...MEDIA,
  ...CHAT,
  ...MODERATION,
  ...SPEAKERS,
  ...QUESTIONS,
  ...VOTES,
  ...PRESENTATION,
  ...RECORDING,
  ...KEYS,
}
