import type { Role } from '#protocol/model.ts'
import type { QuestionView } from '#protocol/questions.ts'
import { leads } from '#protocol/roles.ts'
import type { AdmittedState } from '../../../call/types.ts'

/** In the order in which they stand side by side. */
const ORDER = [
  'microphone',
  'camera',
  'share',
  'hand',
  'lobby',
  'people',
  'chat',
  'speakers',
  'questions',
  'documents',
  'votes',
  'reactions',
  'host',
  'view',
  'settings',
  'guides',
] as const
export type ToolName = (typeof ORDER)[number]

/** Who keeps a place in the bar when there are more tools than places. */
const IMPORTANCE: readonly ToolName[] = [
  'microphone',
  'camera',
  'lobby',
  'chat',
  'people',
  'hand',
  'share',
  'speakers',
  'questions',
  'documents',
  'reactions',
  'votes',
  'host',
  'view',
  'settings',
  'guides',
]

type Now = {
  meeting: Pick<AdmittedState['meeting'], 'mode' | 'chat'>
  votes: readonly unknown[]
  questions: { list: readonly Pick<QuestionView, 'state'>[] }
}

/** The tools of this person in this meeting. */
export function toolsFor({ meeting, votes, questions }: Now, me: { role: Role }): ToolName[] {
  const leader = leads(me.role)
  const floor = meeting.mode !== 'discussion'
  const offered: Record<ToolName, boolean> = {
    microphone: true,
    camera: true,
    share: true,
    hand: true,
    lobby: leader,
    people: true,
    chat: true,
    speakers: floor,
    // Questions asked before a change of mode still want an answer.
    questions: floor || (leader && questions.list.some(({ state }) => state === 'open')),
    documents: true,
    votes: leader || votes.length > 0,
    // While the chat is off, only moderators have reactions.
    reactions: meeting.chat || leader,
    host: leader,
    view: true,
    settings: true,
    guides: true,
  }
  return ORDER.filter((tool) => offered[tool])
}

/** At most `places` tools for the bar; the others for the sheet behind "more". Both in order. */
export function shareOut(
  tools: readonly ToolName[],
  places: number,
): { bar: ToolName[]; more: ToolName[] } {
  const kept = new Set(IMPORTANCE.filter((tool) => tools.includes(tool)).slice(0, places))
  return {
    bar: tools.filter((tool) => kept.has(tool)),
    more: tools.filter((tool) => !kept.has(tool)),
  }
}
