import type { Mode, Role, Source } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'

/** What determines a person's right to publish. */
export type Standing = { role: Role; floor: boolean; share: boolean }

const VOICE_AND_FACE: readonly Source[] = ['microphone', 'camera']
const SCREEN: readonly Source[] = ['screen', 'screen_audio']

/**
 * [FLR, SHR1] The sources a person may publish; others are denied.
 * - discussion: everyone may speak
 * - conference: moderators and people with the floor
 * - lecture: only the person with the floor, moderator or not
 * - screen: moderators and people with a share grant
 */
export function grantFor(mode: Mode, person: Standing): Source[] {
  const speaks = {
    discussion: true,
    conference: leads(person.role) || person.floor,
    lecture: person.floor,
  }[mode]
  return [...(speaks ? VOICE_AND_FACE : []), ...(leads(person.role) || person.share ? SCREEN : [])]
}

/** [DOC1] Who may share documents and present them, in any mode. */
export const mayPresent = (person: { role: Role; presents: boolean }): boolean =>
  leads(person.role) || person.presents
