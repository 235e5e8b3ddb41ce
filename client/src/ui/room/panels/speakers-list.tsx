import { useLayoutEffect, useRef } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import type { ParticipantView } from '#protocol/model.ts'
import { useTexts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'

type Way = 'up' | 'down'

/** The chair's list: everyone reads it, those who lead put it in order, with buttons or by drawing. */
export function SpeakersList({ people }: { people: ParticipantView[] }) {
  const c = useTexts('class')
  const { leader, ask } = useRoom()
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<{ id: ParticipantId; way: Way; from: number } | null>(null)
  const drawn = useRef<ParticipantId | null>(null)
  // A row that is put elsewhere loses the focus; the next press is meant for the same person.
  useLayoutEffect(() => {
    if (!moved.current) return
    const { id, way, from } = moved.current
    if (people[from]?.id === id) return
    moved.current = null
    const row = [...(list.current?.children ?? [])].find((one) => one.id === `speaker-${id}`)
    const button = (which: Way) =>
      row?.querySelector<HTMLButtonElement>(`[data-way=${which}]:not(:disabled)`)
    ;(button(way) ?? button(way === 'up' ? 'down' : 'up'))?.focus()
  })
  if (people.length === 0) return <p className="soft">{c.podium.listEmpty}</p>
  const move = (id: ParticipantId, place: number) => void ask('speakers.move', { id, place })
  const step = (id: ParticipantId, place: number, way: Way) => {
    moved.current = { id, way, from: place }
    move(id, way === 'up' ? place - 1 : place + 1)
  }
  return (
    <ol ref={list} className="list speakers">
      {people.map(({ id, name, ...person }, place) => (
        // The buttons do the same by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li
          key={id}
          id={`speaker-${id}`}
          className="list-row"
          draggable={leader}
          onDragStart={() => (drawn.current = id)}
          onDragOver={(event) => {
            if (drawn.current) event.preventDefault()
          }}
          onDrop={(event) => {
            event.preventDefault()
            if (drawn.current && drawn.current !== id) move(drawn.current, place)
            drawn.current = null
          }}
        >
          <p className="person-name">
            {place + 1}. {name}
          </p>
          {leader && (
            <span className="row">
              <Pass person={{ id, name, ...person }} />
              <Button
                small
                look="quiet"
                icon="up"
                data-way="up"
                aria-label={c.podium.up(name)}
                isDisabled={place === 0}
                onPress={() => step(id, place, 'up')}
              />
              <Button
                small
                look="quiet"
                icon="down"
                data-way="down"
                aria-label={c.podium.down(name)}
                isDisabled={place === people.length - 1}
                onPress={() => step(id, place, 'down')}
              />
              <Button
                small
                look="quiet"
                icon="close"
                aria-label={c.podium.off(name)}
                onPress={() => void ask('speakers.remove', { id })}
              />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

export function Pass({ person }: { person: ParticipantView }) {
  const c = useTexts('class')
  const { ask } = useRoom()
  return (
    <Button
      small
      aria-label={c.podium.call(person.name)}
      onPress={() => void ask('floor.pass', { id: person.id })}
    >
      {c.podium.invite}
    </Button>
  )
}
