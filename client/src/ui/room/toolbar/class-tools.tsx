import type { AdmittedState } from '../../../call/types.ts'
import { useTexts } from '../../../i18n/text.ts'
import { upcoming } from '../panels/agenda.ts'
import { useRoom } from '../context.ts'
import type { Panels } from '../panels/use-panels.ts'
import { countOf, PanelTool, Tool } from './tool.tsx'

export const TOOLBAR_ID = 'room-toolbar'

const openQuestions = ({ questions }: Pick<AdmittedState, 'questions'>) =>
  questions.list.filter(({ state }) => state === 'open').length

/** Only on narrow screens, see room.css: rarely used tools would need a row of their own. */
export function MoreTool({ open, onPress }: { open: boolean; onPress: () => void }) {
  const c = useTexts('class')
  const { state, leader } = useRoom()
  const asked = leader && !open ? openQuestions(state) : 0
  return (
    <div className="tools tools-more">
      <Tool
        name={open ? c.fewerTools : c.moreTools}
        short={open ? c.fewerTools : c.moreTools}
        icon="more"
        open={open}
        controls={TOOLBAR_ID}
        count={countOf(asked, c.questions.count(asked), true)}
        onPress={onPress}
      />
    </div>
  )
}

/** For modes in which not everyone can speak freely: the speaker list and written questions. */
export function ClassTools({ panels }: { panels: Panels }) {
  const c = useTexts('class')
  const { state, leader } = useRoom()
  const waiting = upcoming(state).length
  const asked = openQuestions(state)
  const floor = state.meeting.mode !== 'discussion'
  return (
    <>
      {floor && (
        <PanelTool
          panels={panels}
          opens="speakers"
          name={c.podium.title}
          icon="podium"
          count={countOf(waiting, c.podium.count(waiting))}
        />
      )}
      {(floor || (leader && asked > 0)) && (
        <PanelTool
          panels={panels}
          opens="questions"
          name={c.questions.title}
          icon="question"
          rare
          count={leader ? countOf(asked, c.questions.count(asked), true) : null}
        />
      )}
    </>
  )
}
