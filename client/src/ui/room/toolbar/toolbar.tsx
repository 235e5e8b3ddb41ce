import { useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { MenuFrom } from '../../widgets/menu.tsx'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../dialogs/dialogs.tsx'
import type { Panels } from '../panels/use-panels.ts'
import { REACTIONS } from '../reactions.ts'
import { ClassTools, MoreTool, TOOLBAR_ID } from './class-tools.tsx'
import { MediaTools } from './media-tools.tsx'
import { countOf, PanelTool, Tool } from './tool.tsx'
import { ViewTool } from './view-tool.tsx'

type Props = { panels: Panels; onDialog: (dialog: RoomDialog) => void }

export function Toolbar({ panels, onDialog }: Props) {
  const t = useText('room')
  const [more, setMore] = useState(false)
  return (
    <section
      id={TOOLBAR_ID}
      className="toolbar"
      data-more={more || undefined}
      aria-label={t.room.toolbar}
    >
      <MediaTools />
      <div className="tools">
        <PeopleTools panels={panels} />
        <ClassTools panels={panels} />
        <ThingTools panels={panels} />
        <ReactionTool />
        <ViewTool onLine={() => onDialog('line')} onKeys={() => onDialog('keys')} />
        <Tool
          name={t.room.settings}
          short={t.room.settings}
          icon="gear"
          rare
          onPress={() => onDialog('settings')}
        />
      </div>
      <MoreTool open={more} onPress={() => setMore(!more)} />
      <LeaveTool onDialog={onDialog} />
    </section>
  )
}

/** Lobby, people and chat. */
function PeopleTools({ panels }: { panels: Panels }) {
  const t = useText('room')
  const { state, leader } = useRoom()
  const waiting = state.lobby?.length ?? 0
  const people = state.participants.length
  const { unread } = panels
  return (
    <>
      {leader && (
        <PanelTool
          panels={panels}
          opens="lobby"
          name={t.room.lobby}
          icon="door"
          shortcut="lobby"
          count={countOf(waiting, t.room.lobbyCount(waiting), true)}
        />
      )}
      <PanelTool
        panels={panels}
        opens="people"
        name={t.room.participants}
        icon="people"
        shortcut="people"
        count={countOf(people, t.room.participantsCount(people))}
      />
      <PanelTool
        panels={panels}
        opens="chat"
        name={t.room.chat}
        icon="chat"
        shortcut="chat"
        count={countOf(unread, t.room.chatUnread(unread), true)}
      />
    </>
  )
}

/** Votes, documents and host controls. */
function ThingTools({ panels }: { panels: Panels }) {
  const t = useText('meeting', 'room')
  const { state, leader } = useRoom()
  return (
    <>
      {(leader || state.votes.length > 0) && (
        <PanelTool panels={panels} opens="votes" name={t.tools.votes} icon="ballot" rare />
      )}
      <PanelTool panels={panels} opens="documents" name={t.tools.documents} icon="document" rare />
      {leader && <PanelTool panels={panels} opens="host" name={t.room.host} icon="shield" rare />}
    </>
  )
}

/** Six reactions. While the chat is off, only moderators have them. */
function ReactionTool() {
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

function LeaveTool({ onDialog }: { onDialog: (dialog: RoomDialog) => void }) {
  const t = useText('room')
  const { call, me } = useRoom()
  return (
    <div className="tools tools-last">
      <Tool
        name={t.room.leave}
        short={t.room.leave}
        icon="leave"
        look="danger"
        onPress={() => (me.role === 'host' ? onDialog('leave') : void call.leave())}
      />
    </div>
  )
}
