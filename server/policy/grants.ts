import type { Mode, Role, Source } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'

/** What decides about a person's right to publish. */
export type Standing = { role: Role; floor: boolean; share: boolean }

const VOICE_AND_FACE: readonly Source[] = ['microphone', 'camera']
const SCREEN: readonly Source[] = ['screen', 'screen_audio']

/**
 * [FLR, SHR1] What a person may publish. What is not listed is denied.
 * discussion: all speak; conference: those who lead and those given the floor; lecture: the one
 * who has the floor, whoever leads. A screen: those who lead, and those with a share grant.
 */
export function grantFor(mode: Mode, person: Standing): Source[] {
  const speaks = {
    discussion: true,
    conference: leads(person.role) || person.floor,
    lecture: person.floor,
  }[mode]
  return [...(speaks ? VOICE_AND_FACE : []), ...(leads(person.role) || person.share ? SCREEN : [])]
}

/** [DOC1] Who may share documents and present them, whatever the mode. */
export const mayPresent = (person: { role: Role; presents: boolean }): boolean =>
  leads(person.role) || person.presents
