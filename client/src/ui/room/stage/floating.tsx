import { useEffect, useEffectEvent } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { Large } from './stage.tsx'
import { CameraTool, HandTool, MicrophoneTool, ShareTool } from '../toolbar/media-tools.tsx'
import { useArrangement } from './use-arrangement.ts'
import { useView } from './view.ts'
import type { ViewValue } from './view.ts'

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

/** Document Picture-in-Picture (WICG): a small always-on-top window with our own content. */
type Pictures = { requestWindow(size: { width: number; height: number }): Promise<Window> }
const pictures = (): Pictures | undefined =>
  (globalThis as { documentPictureInPicture?: Pictures }).documentPictureInPicture

export const canFloat = () => pictures() !== undefined

/** Must be called in a click handler. */
export async function openFloating(change: ViewValue['change']): Promise<void> {
  const opened = await pictures()
    ?.requestWindow({ width: 420, height: 320 })
    .catch(() => undefined)
  if (!opened) return
  dress(opened.document)
  opened.addEventListener('pagehide', () => change({ floating: null }), { once: true })
  change({ floating: opened })
}

/**
 * A new window has no styles. Copies ours as links, which the CSP requires, along with the theme.
 */
function dress(target: Document): void {
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    target.head.append(sheet.cloneNode(true))
  target.documentElement.lang = document.documentElement.lang
  target.documentElement.className = document.documentElement.className
}
