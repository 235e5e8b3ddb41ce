import type { AdmittedState } from '../../../call/types.ts'
import { useTexts } from '../../../i18n/text.ts'
import { upcoming } from '../panels/agenda.ts'
import { useRoom } from '../context.ts'
import type { PanelName } from '../panels/panel.tsx'
import { Tool } from './tool.tsx'

export const TOOLBAR_ID = 'room-toolbar'
type Props = { panel: PanelName | null; onPanel: (panel: PanelName) => void }

const openQuestions = ({ questions }: Pick<AdmittedState, 'questions'>) =>
  questions.list.filter(({ state }) => state === 'open').length

/** On a narrow screen alone, see room.css: what one seldom needs would take a row of its own. */
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
        count={asked > 0 ? { number: asked, text: c.questions.count(asked), urgent: true } : null}
        onPress={onPress}
      />
    </div>
  )
}

/** Where not everyone speaks at will: who is to speak, and questions in writing. */
export function ClassTools({ panel, onPanel }: Props) {
  const c = useTexts('class')
  const { state, leader } = useRoom()
  const waiting = upcoming(state).length
  const asked = openQuestions(state)
  const floor = state.meeting.mode !== 'discussion'
  return (
    <>
      {floor && (
        <Tool
          name={c.podium.title}
          short={c.podium.title}
          icon="podium"
          open={panel === 'speakers'}
          count={waiting > 0 ? { number: waiting, text: c.podium.count(waiting) } : null}
          onPress={() => onPanel('speakers')}
        />
      )}
      {(floor || (leader && asked > 0)) && (
        <Tool
          name={c.questions.title}
          short={c.questions.title}
          icon="question"
          rare
          open={panel === 'questions'}
          count={
            leader && asked > 0
              ? { number: asked, text: c.questions.count(asked), urgent: true }
              : null
          }
          onPress={() => onPanel('questions')}
        />
      )}
    </>
  )
}
