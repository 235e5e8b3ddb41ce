import type { ParticipantView } from '#protocol/model.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { useText } from '../../../i18n/text.ts'
import { Alone } from './alone.tsx'
import type { Item } from './arrange.ts'
import { useRoom } from '../context.ts'
import { DocumentStage } from '../panels/documents.tsx'
import { Grid } from './grid.tsx'
import { SharedScreen } from './late-screen.ts'
import { LargeTile } from './tile.tsx'
import { useArrangement } from './use-arrangement.ts'
import { useView } from './view.ts'

/** Minimum widths in CSS pixels at which faces and names are readable. */
const MIN_TILE = 150
const MIN_STRIP_TILE = 150

export function Stage() {
  const t = useText('room')
  const { state } = useRoom()
  const { view, change } = useView()
  const { large, people, shared, hidden, spoken, onExchange } = useArrangement()
  const byId = new Map(state.participants.map((person) => [person.id, person]))
  const shown = people.flatMap((id) => byId.get(id) ?? [])
  // What a pin has pushed aside comes back when it is pressed.
  const pinned = large?.items[0].id === view.pin && !view.hall
  return (
    <div className="stage" data-others={large?.others}>
      {large && (
        <div className="larges" data-count={large.items.length}>
          {large.items.map((item) => (
            <Large key={item.id} item={item} byId={byId} />
          ))}
        </div>
      )}
      {large?.others !== 'nowhere' && (shown.length + shared.length > 0 || !large) && (
        <Grid
          people={shown}
          shared={shared}
          onShared={pinned ? () => change({ pin: null }) : null}
          minWidth={large ? MIN_STRIP_TILE : MIN_TILE}
          row={large?.others === 'below'}
          spoken={spoken}
          onExchange={onExchange}
        />
      )}
      {state.participants.length === 1 && !state.lobby?.length && !large && !view.hall && <Alone />}
      {hidden > 0 && (
        <p className="aside">
          {shown.length === 0 && !large ? `${t.view.nobodySeen} ` : ''}
          {t.view.hidden(hidden)}
        </p>
      )}
    </div>
  )
}

type LargeProps = {
  item: Item
  byId: ReadonlyMap<ParticipantId, ParticipantView>
  /** Whether there is room for tools. */
  tools?: boolean
}

/** Fills its container with a document, a shared screen or a person. */
export function Large({ item, byId, tools = true }: LargeProps) {
  const { state } = useRoom()
  if (item.what === 'document') return <DocumentStage tools={tools} />
  if (item.what === 'screen') {
    const screen = state.tracks.find(({ id }) => id === item.id)
    return screen ? <SharedScreen key={screen.id} screen={screen} zoomable /> : null
  }
  const person = byId.get(item.id)
  return person ? <LargeTile key={person.id} person={person} /> : null
}
