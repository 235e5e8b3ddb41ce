import { useRef, useState } from 'react'
import type { ParticipantView } from '../../../../server/protocol/model.ts'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { useRoom } from './context.ts'
import { pageTiles } from './layout.ts'
import { Tile } from './tile.tsx'
import { useSize } from './use-size.ts'

const GAP = 8
type Props = { people: ParticipantView[]; minWidth: number }

/** Everyone in the order of arrival: nobody jumps about because somebody speaks. */
export function Grid({ people, minWidth }: Props) {
  const t = useText()
  const surface = useRef<HTMLDivElement>(null)
  const size = useSize(surface)
  const [wanted, setPage] = useState(0)
  const { perPage, pages, fit } = pageTiles(people.length, { ...size, gap: GAP }, minWidth)
  const page = Math.min(wanted, pages - 1)
  const shown = people.slice(page * perPage, (page + 1) * perPage)
  return (
    <div className="grid">
      <div ref={surface} className="grid-surface">
        <ul
          className="tiles"
          aria-label={t.room.people}
          style={{ gap: GAP, width: fit.columns * (fit.width + GAP) - GAP }}
        >
          {size.width > 0 &&
            shown.map((person) => (
              <Tile key={person.id} person={person} width={fit.width} height={fit.height} />
            ))}
        </ul>
      </div>
      {pages > 1 && <Pager page={page} pages={pages} shown={shown} onPage={setPage} />}
    </div>
  )
}

type PagerProps = {
  page: number
  pages: number
  shown: ParticipantView[]
  onPage: (page: number) => void
}

function Pager({ page, pages, shown, onPage }: PagerProps) {
  const t = useText()
  const { state } = useRoom()
  const hidden = state.speaker !== null && !shown.some(({ id }) => id === state.speaker)
  const speaker = hidden ? state.participants.find(({ id }) => id === state.speaker) : undefined
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
