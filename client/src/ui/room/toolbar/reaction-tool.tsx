import { useText } from '../../../i18n/text.ts'
import { MenuFrom } from '../../widgets/menu.tsx'
import { useRoom } from '../context.ts'
import { REACTIONS } from '../reactions.ts'
import { Tool } from './tool.tsx'

/** Six signs; where the chat is off they are off too. */
export function ReactionTool() {
  const t = useText('room')
  const { state, leader, ask } = useRoom()
  if (!state.meeting.chat && !leader) return null
  const entries = REACTIONS.map((reaction) => ({
    id: reaction,
    icon: reaction,
    label: t.reactions.names[reaction],
    run: () => void ask('reaction.send', { reaction }),
  }))
  return (
    <MenuFrom name={t.reactions.tool} parts={[{ id: 'signs', entries }]}>
      <Tool rare name={t.reactions.tool} short={t.reactions.tool} icon="smile" />
    </MenuFrom>
  )
}
