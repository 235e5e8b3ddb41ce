import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import type { ParticipantView } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { DocumentStage } from '../panels/documents.tsx'
import type { Item } from './arrange.ts'
import { useRoom } from '../context.ts'
import { fitRow, pageTiles } from './layout.ts'
import { whoYields } from './order.ts'
import { SharedScreen } from './late-screen.ts'
import { Tile } from './tile.tsx'
import { useSize } from './use-size.ts'
import { useView } from './view.ts'

const GAP = 8
/** Fraction of the window height at which a name of 4 % letter size fits across a tile, see hall.css. */
const HALL_TILE = 0.36
type Props = {
  people: ParticipantView[]
  /** Shared content that is not enlarged, placed before the people. */
  shared: readonly Item[]
  /** Enlarges the first of it; null if nothing chosen by this person keeps it small. */
  onShared: (() => void) | null
  minWidth: number
  /** Whether to use a single row, below an enlarged item. */
  row: boolean
  spoken: readonly ParticipantId[]
  onExchange: (one: ParticipantId, other: ParticipantId) => void
}

/** Tiles of equal size. They do not move when someone speaks, see order.ts. */
export function Grid({ people, shared, onShared, minWidth, row, spoken, onExchange }: Props) {
  const t = useText('room')
  const surface = useRef<HTMLDivElement>(null)
  const size = useSize(surface)
  const [wanted, setPage] = useState(0)
  const { view } = useView()
  // Recomputed on every measurement, because window size affects both values.
  const least = view.hall ? Math.min(innerHeight * HALL_TILE, innerWidth) : minWidth
  const surfaceSize = { ...size, gap: GAP }
  const tiles: (ParticipantView | Item)[] = [...shared, ...people]
  const { perPage, pages, fit } = row
    ? fitRow(tiles.length, surfaceSize, least)
    : pageTiles(tiles.length, surfaceSize, least)
  const page = Math.min(wanted, pages - 1)
  const shown = tiles.slice(page * perPage, (page + 1) * perPage)
  const faces = shown.flatMap((tile) => ('name' in tile ? tile : []))
  // Nobody changes places on a page the person navigated to.
  const first = page === 0 && size.width > 0
  useSpeakerInView(first ? perPage - shared.length : 0, people, spoken, onExchange)
  return (
    <div className="grid">
      <div ref={surface} className="grid-surface">
        <ul
          className="tiles"
          aria-label={t.room.people}
          style={{ gap: GAP, width: fit.columns * (fit.width + GAP) - GAP }}
        >
          {size.width > 0 &&
            shown.map((tile) =>
              'name' in tile ? (
                <Tile key={tile.id} person={tile} width={fit.width} height={fit.height} />
              ) : (
                <SharedTile
                  key={tile.id}
                  item={tile}
                  width={fit.width}
                  height={fit.height}
                  onEnlarge={tile === shared[0] ? onShared : null}
                />
              ),
            )}
        </ul>
      </div>
      {pages > 1 && (
        <Pager page={page} pages={pages} people={people} shown={faces} onPage={setPage} />
      )}
    </div>
  )
}

function useSpeakerInView(
  perPage: number,
  people: ParticipantView[],
  spoken: readonly ParticipantId[],
  onExchange: (one: ParticipantId, other: ParticipantId) => void,
) {
  const { speaker } = useRoom().state
  const yields = whoYields(
    people.map(({ id }) => id),
    speaker,
    perPage,
    spoken,
  )
  const exchange = useEffectEvent(onExchange)
  useEffect(() => {
    if (speaker !== null && yields !== null) exchange(speaker, yields)
  }, [speaker, yields])
}

type PagerProps = {
  page: number
  pages: number
  people: ParticipantView[]
  shown: ParticipantView[]
  onPage: (page: number) => void
}

function Pager({ page, pages, people, shown, onPage }: PagerProps) {
  const t = useText('room')
  const { state } = useRoom()
  const speaker = people.find((person) => person.id === state.speaker && !shown.includes(person))
  return (
    <div className="pager">
      <Button
        small
        look="quiet"
        icon="previous"
        aria-label={t.room.previousPage}
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      />
      <output>{t.room.page(page + 1, pages)}</output>
      <Button
        small
        look="quiet"
        icon="next"
        aria-label={t.room.nextPage}
        isDisabled={page === pages - 1}
        onPress={() => onPage(page + 1)}
      />
      {speaker && <span className="pager-speaker">{t.room.speakingNow(speaker.name)}</span>}
    </div>
  )
}

type SharedProps = { item: Item; width: number; height: number; onEnlarge: (() => void) | null }

/** A shared screen or document among the faces. */
function SharedTile({ item, width, height, onEnlarge }: SharedProps) {
  const t = useText('room')
  const { state } = useRoom()
  const screen = state.tracks.find(({ id }) => id === item.id)
  return (
    <li className="tile" style={{ width, height }}>
      {item.what === 'document' && <DocumentStage />}
      {screen && <SharedScreen screen={screen} />}
      {onEnlarge && (
        <div className="tile-cover">
          <Button small icon="fit" aria-label={t.view.unpinForShared} onPress={onEnlarge} />
        </div>
      )}
    </li>
  )
}
