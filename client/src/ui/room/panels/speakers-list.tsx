import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import type { ParticipantView } from '#protocol/model.ts'
import { useTexts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'

type Way = 'up' | 'down'

/** The speaker list. Everyone can read it; moderators reorder it with buttons or by dragging. */
export function SpeakersList({ people }: { people: ParticipantView[] }) {
  const c = useTexts('class')
  const { leader, ask } = useRoom()
  const list = useRef<HTMLOListElement>(null)
  const keepFocus = useKeptFocus(list, people)
  const drawn = useRef<ParticipantId | null>(null)
  if (people.length === 0) return <p className="soft">{c.podium.listEmpty}</p>
  const move = (id: ParticipantId, place: number) => void ask('speakers.move', { id, place })
  const step = (id: ParticipantId, place: number, way: Way) => {
    keepFocus({ id, way, from: place })
    move(id, way === 'up' ? place - 1 : place + 1)
  }
  return (
    <ol ref={list} className="list speakers">
      {people.map((person, place) => (
        // The buttons offer the same by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li
          key={person.id}
          id={rowId(person.id)}
          className="list-row"
          draggable={leader}
          onDragStart={() => (drawn.current = person.id)}
          onDragOver={(event) => {
            if (drawn.current) event.preventDefault()
          }}
          onDrop={(event) => {
            event.preventDefault()
            if (drawn.current && drawn.current !== person.id) move(drawn.current, place)
            drawn.current = null
          }}
        >
          <p className="person-name">
            {place + 1}. {person.name}
          </p>
          {leader && (
            <Order
              person={person}
              first={place === 0}
              last={place === people.length - 1}
              onStep={(way) => step(person.id, place, way)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

const rowId = (id: ParticipantId) => `speaker-${id}`

type Moved = { id: ParticipantId; way: Way; from: number }

/** A moved row loses focus. Restores it, because the next press is meant for the same person. */
function useKeptFocus(list: RefObject<HTMLElement | null>, people: ParticipantView[]) {
  const moved = useRef<Moved | null>(null)
  useLayoutEffect(() => {
    if (!moved.current) return
    const { id, way, from } = moved.current
    if (people[from]?.id === id) return
    moved.current = null
    const row = [...(list.current?.children ?? [])].find((one) => one.id === rowId(id))
    const button = (which: Way) =>
      row?.querySelector<HTMLButtonElement>(`[data-way=${which}]:not(:disabled)`)
    ;(button(way) ?? button(way === 'up' ? 'down' : 'up'))?.focus()
  })
  return (next: Moved) => {
    moved.current = next
  }
}

type OrderProps = {
  person: ParticipantView
  first: boolean
  last: boolean
  onStep: (way: Way) => void
}

function Order({ person, first, last, onStep }: OrderProps) {
  const { podium: t } = useTexts('class')
  const { ask } = useRoom()
  return (
    <span className="row">
      <Pass person={person} />
      <Button
        small
        look="quiet"
        icon="up"
        data-way="up"
        aria-label={t.up(person.name)}
        isDisabled={first}
        onPress={() => onStep('up')}
      />
      <Button
        small
        look="quiet"
        icon="down"
        data-way="down"
        aria-label={t.down(person.name)}
        isDisabled={last}
        onPress={() => onStep('down')}
      />
      <Button
        small
        look="quiet"
        icon="close"
        aria-label={t.off(person.name)}
        onPress={() => void ask('speakers.remove', { id: person.id })}
      />
    </span>
  )
}

export function Pass({ person }: { person: ParticipantView }) {
  const c = useTexts('class')
  const { ask } = useRoom()
  return (
    <Button
      small
      aria-label={c.podium.call(person.name)}
      movesAway
      onPress={() => void ask('floor.pass', { id: person.id })}
    >
      {c.podium.invite}
    </Button>
  )
}
