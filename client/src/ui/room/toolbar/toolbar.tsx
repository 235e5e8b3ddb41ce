import type { ComponentType } from 'react'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../context.ts'
import { handsOf } from '../panels/agenda.ts'
import type { Panels } from '../panels/use-panels.ts'
import { REACTIONS } from '#protocol/reactions.ts'
import { QuestionsTool, SpeakersTool } from './class-tools.tsx'
import { CameraTool, HandTool, MicrophoneTool, ShareTool } from './media-tools.tsx'
import { MoreTool } from './more-tool.tsx'
import { countOf, MenuTool, PanelTool, Tool } from './tool.tsx'
import { shareOut, toolsFor } from './tools.ts'
import type { ToolName } from './tools.ts'
import { useNarrow } from './use-narrow.ts'
import { ViewTool } from './view-tool.tsx'

type Props = { panels: Panels; onDialog: (dialog: RoomDialog) => void }

/** Besides "more" and "leave". Seven buttons of 48 px fit a phone of 360 px. */
const PLACES = { wide: 8, narrow: 5 }

const TOOLS: Record<ToolName, ComponentType<Props>> = {
  microphone: MicrophoneTool,
  camera: CameraTool,
  share: ShareTool,
  hand: HandTool,
  lobby: LobbyTool,
  people: PeopleTool,
  chat: ChatTool,
  speakers: SpeakersTool,
  questions: QuestionsTool,
  documents: DocumentsTool,
  votes: VotesTool,
  reactions: ReactionTool,
  host: HostTool,
  view: ({ onDialog }) => (
    <ViewTool onLine={() => onDialog('line')} onKeys={() => onDialog('keys')} />
  ),
  settings: SettingsTool,
  guides: GuidesTool,
}

export function Toolbar(props: Props) {
  const t = useText('room')
  const { state, me } = useRoom()
  const places = useNarrow() ? PLACES.narrow : PLACES.wide
  const { bar, more } = shareOut(toolsFor(state, me), places)
  const made = (name: ToolName) => {
    const Made = TOOLS[name]
    return <Made key={name} {...props} />
  }
  return (
    <section className="toolbar" aria-label={t.room.toolbar}>
      <div className="tools">{bar.map(made)}</div>
      <div className="tools">
        <MoreTool asks={more.includes('questions')}>{more.map(made)}</MoreTool>
        <LeaveTool {...props} />
      </div>
    </section>
  )
}

function LobbyTool({ panels }: Props) {
  const { room: t } = useText('room')
  const waiting = useRoom().state.lobby?.length ?? 0
  return (
    <PanelTool
      panels={panels}
      opens="lobby"
      name={t.lobby}
      icon="door"
      shortcut="lobby"
      count={countOf(waiting, t.lobbyCount(waiting), true)}
    />
  )
}

function PeopleTool({ panels }: Props) {
  const { room: t } = useText('room')
  const { state, leader } = useRoom()
  const people = state.participants.length
  const hands = handsOf(state).length
  // Hands wait for whoever leads, and in some layouts no tile shows them.
  const waiting = leader ? countOf(hands, t.handsCount(people, hands), true) : null
  return (
    <PanelTool
      panels={panels}
      opens="people"
      name={t.participants}
      icon="people"
      shortcut="people"
      count={waiting ?? countOf(people, t.participantsCount(people))}
    />
  )
}

function ChatTool({ panels }: Props) {
  const { room: t } = useText('room')
  const { unread } = panels
  return (
    <PanelTool
      panels={panels}
      opens="chat"
      name={t.chat}
      icon="chat"
      shortcut="chat"
      count={countOf(unread, t.chatUnread(unread), true)}
    />
  )
}

function DocumentsTool({ panels }: Props) {
  const { tools: t } = useText('meeting')
  return <PanelTool panels={panels} opens="documents" name={t.documents} icon="document" />
}

function VotesTool({ panels }: Props) {
  const { tools: t } = useText('meeting')
  return <PanelTool panels={panels} opens="votes" name={t.votes} icon="ballot" />
}

function HostTool({ panels }: Props) {
  const { room: t } = useText('room')
  return <PanelTool panels={panels} opens="host" name={t.host} icon="shield" />
}

function ReactionTool() {
  const { reactions: t } = useText('room')
  const { write } = useRoom()
  const entries = REACTIONS.map((reaction) => ({
    id: reaction,
    icon: reaction,
    label: t.names[reaction],
    run: () => void write({ kind: 'reaction', reaction }),
  }))
  return <MenuTool name={t.tool} icon="smile" parts={[{ id: 'signs', entries }]} />
}

function SettingsTool({ onDialog }: Props) {
  const { room: t } = useText('room')
  return (
    <Tool name={t.settings} short={t.settings} icon="gear" onPress={() => onDialog('settings')} />
  )
}

function GuidesTool() {
  const { help: t } = useText('room')
  return <Tool name={t.guides} short={t.guides} icon="question" onPress={openGuides} />
}

/** Never in this tab: that would leave the meeting. */
const openGuides = () => void globalThis.open('/help', '_blank', 'noopener,noreferrer')

function LeaveTool({ onDialog }: Pick<Props, 'onDialog'>) {
  const { room: t } = useText('room')
  const { call, me } = useRoom()
  return (
    <Tool
      name={t.leave}
      short={t.leave}
      icon="leave"
      look="danger"
      onPress={() => (me.role === 'host' ? onDialog('leave') : void call.leave())}
    />
  )
}
