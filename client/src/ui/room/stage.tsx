import { useRef } from 'react'
import type { TrackView } from '../../../../server/protocol/model.ts'
import { useText } from '../../i18n/text.ts'
import { Video } from '../join/video.tsx'
import { Button } from '../widgets/button.tsx'
import { useRoom } from './context.ts'
import { Grid } from './grid.tsx'
import { useShow } from './use-show.ts'

/** Below these widths (CSS pixels) a face or a name is no longer readable. */
const MIN_TILE = 150
const MIN_STRIP_TILE = 190

export function Stage() {
  const { state } = useRoom()
  const screen = state.tracks.find(
    (track) => track.source === 'screen' && track.participant !== state.self,
  )
  const people = state.participants
  return (
    <div className={screen ? 'stage stage-shared' : 'stage'}>
      {screen && <SharedScreen key={screen.id} screen={screen} />}
      <Grid people={people} minWidth={screen ? MIN_STRIP_TILE : MIN_TILE} />
      {!screen && people.length === 1 && <Alone />}
    </div>
  )
}

function Alone() {
  const t = useText()
  return <p className="alone">{t.room.alone}</p>
}

function SharedScreen({ screen }: { screen: TrackView }) {
  const t = useText()
  const { call, state } = useRoom()
  const element = useRef<HTMLElement>(null)
  useShow(call, screen.id, element)
  const name = state.participants.find(({ id }) => id === screen.participant)?.name ?? ''
  const track = state.received.get(screen.id)
  const label = t.room.sharedBy(name)
  return (
    <figure ref={element} className="shared" aria-label={label}>
      {track ? (
        <Video
          track={track}
          label={label}
          fit="contain"
          data={{ source: 'screen', participant: screen.participant }}
        />
      ) : (
        <p className="shared-wait">{t.room.shareStarting}</p>
      )}
      <figcaption className="shared-label">{label}</figcaption>
    </figure>
  )
}

/** Not the picture itself: a window that shows itself shows itself again in it, and so on. */
export function OwnShareBar() {
  const t = useText()
  const { call, state } = useRoom()
  const { screen } = state.own
  if (screen.state !== 'live' && screen.state !== 'muted') return null
  return (
    <output className="bar bar-share">
      <span>{t.room.sharing}</span>
      <Button small onPress={() => void call.stopShare()}>
        {t.room.stopShare}
      </Button>
    </output>
  )
}
