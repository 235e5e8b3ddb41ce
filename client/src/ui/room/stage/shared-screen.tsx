import { useRef } from 'react'
import type { TrackView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Video } from '../../join/video.tsx'
import { useRoom } from '../context.ts'
import { useShow } from './use-show.ts'
import { Watermark } from './watermark.tsx'
import { Zoomable } from './zoomable.tsx'

type Props = { screen: TrackView; zoomable?: boolean }

/** A screen shared by someone else. */
export function SharedScreen({ screen, zoomable = false }: Props) {
  const t = useText('room')
  const { call, state } = useRoom()
  const element = useRef<HTMLElement>(null)
  useShow(call, screen.id, element)
  const name = state.participants.find(({ id }) => id === screen.participant)?.name ?? ''
  const held = state.bandwidth.held.has(screen.id)
  const track = held ? undefined : state.received.get(screen.id)
  const label = t.room.sharedBy(name)
  const picture = track && (
    <Video
      track={track}
      label={label}
      fit="contain"
      data={{ source: 'screen', participant: screen.participant }}
    />
  )
  return (
    <figure ref={element} className="shared" aria-label={label}>
      {picture && (zoomable ? <Zoomable>{picture}</Zoomable> : picture)}
      {picture && <Watermark />}
      {!picture && <p className="shared-wait">{held ? t.line.held : t.room.shareStarting}</p>}
      <figcaption className="shared-label">{label}</figcaption>
    </figure>
  )
}
