import { useTexts } from '../../../i18n/text.ts'
import { upcoming } from '../panels/agenda.ts'
import { useRoom } from '../context.ts'
import type { Panels } from '../panels/use-panels.ts'
import { countOf, PanelTool } from './tool.tsx'

// For modes in which not everyone can speak freely: the speaker list and written questions.

export function SpeakersTool({ panels }: { panels: Panels }) {
  const { podium } = useTexts('class')
  const waiting = upcoming(useRoom().state).length
  return (
    <PanelTool
      panels={panels}
      opens="speakers"
      name={podium.title}
      icon="podium"
      count={countOf(waiting, podium.count(waiting))}
    />
  )
}

/** Questions that wait for an answer; moderators only. */
export function useAsked(): ReturnType<typeof countOf> {
  const { questions: t } = useTexts('class')
  const { state, leader } = useRoom()
  const open = state.questions.list.filter((question) => question.state === 'open').length
  return leader ? countOf(open, t.count(open), true) : null
}

export function QuestionsTool({ panels }: { panels: Panels }) {
  const { questions: t } = useTexts('class')
  const asked = useAsked()
  return (
    <PanelTool panels={panels} opens="questions" name={t.title} icon="question" count={asked} />
  )
}
