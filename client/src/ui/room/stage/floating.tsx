import { useEffect, useEffectEvent } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { Large } from './stage.tsx'
import { CameraTool, HandTool, MicrophoneTool, ShareTool } from '../toolbar/media-tools.tsx'
import { useArrangement } from './use-arrangement.ts'
import { useView } from './view.ts'

/** The speaker or shared content, with the person's own microphone and camera buttons. */
export function Floating() {
  const { view } = useView()
  const close = useEffectEvent(() => view.floating?.close())
  useEffect(() => () => close(), [])
  return view.floating && createPortal(<Inside />, view.floating.document.body)
}

function Inside() {
  const t = useText('room')
  const { state } = useRoom()
  const { large, people } = useArrangement('speaker')
  const title = t.view.floatingTitle(state.meeting.title)
  const byId = new Map(state.participants.map((person) => [person.id, person]))
  const [first] = people
  const item = large?.items[0] ?? (first ? { what: 'person' as const, id: first } : null)
  return (
    <main className="floating">
      <title>{title}</title>
      <div className="floating-picture">
        {item && <Large item={item} byId={byId} tools={false} />}
      </div>
      <div className="toolbar">
        <div className="tools">
          <MicrophoneTool />
          <CameraTool />
          <ShareTool />
          <HandTool />
        </div>
      </div>
    </main>
  )
}
