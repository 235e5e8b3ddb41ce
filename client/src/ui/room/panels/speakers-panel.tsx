import { Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import { useText, useTexts } from '../../../i18n/text.ts'
import { lazily } from '../../shell/lazily.ts'
import { Button } from '../../widgets/button.tsx'
import { Menu } from '../../widgets/menu.tsx'
import { handsOf, listedOf, speakingOf } from './agenda.ts'
import { useServerNow } from '../../use-server-now.ts'
import { useRoom } from '../context.ts'
import { clock, Elapsed } from './elapsed.tsx'
import { Panel } from './panel.tsx'
import { Pass, SpeakersList } from './speakers-list.tsx'

const Attendance = lazily(
  async () => (await import('../../meetings/attendance.tsx')).Attendance,
  'meeting',
  'meetings',
)

/** Current speakers, upcoming speakers and raised hands. Moderators also see speaking times. */
export function SpeakersPanel({ onClose }: { onClose: () => void }) {
  const t = useText('people')
  const c = useTexts('class')
  const { state, me, leader } = useRoom()
  const [attendance, setAttendance] = useState(false)
  return (
    <Panel
      title={c.podium.title}
      onClose={onClose}
      foot={
        me.role === 'host' && (
          <Button icon="people" onPress={() => setAttendance(true)}>
            {c.podium.attendance}
          </Button>
        )
      }
    >
      <Part heading={c.podium.speaking} empty={c.podium.nobody}>
        {speakingOf(state).map((one) => (
          <Speaking key={one.person.id} {...one} />
        ))}
      </Part>
      <section className="stack-tight">
        <h3>{c.podium.list}</h3>
        <SpeakersList people={listedOf(state)} />
        {leader && <AddSpeakers />}
      </section>
      <Part heading={t.people.hands} empty={c.podium.noHands}>
        {handsOf(state).map((person) => (
          <Hand key={person.id} person={person} />
        ))}
      </Part>
      {leader && <Times />}
      {attendance && (
        <Suspense fallback={null}>
          <Attendance meeting={state.meeting} onClose={() => setAttendance(false)} />
        </Suspense>
      )}
    </Panel>
  )
}

function Speaking({ person, since }: ReturnType<typeof speakingOf>[number]) {
  const t = useText('people')
  const { leader, ask } = useRoom()
  return (
    <li className="list-row">
      <p>
        <span className="person-name">{person.name}</span> · <Elapsed since={since} />
      </p>
      {leader && (
        <Button
          small
          aria-label={`${t.people.takeFloor}: ${person.name}`}
          onPress={() => void ask('floor.take', { id: person.id })}
        >
          {t.people.takeFloor}
        </Button>
      )}
    </li>
  )
}

function Hand({ person }: { person: ParticipantView }) {
  const c = useTexts('class')
  const { state, leader, ask } = useRoom()
  return (
    <li className="list-row">
      <p className="person-name">{person.name}</p>
      {leader && (
        <span className="row">
          <Pass person={person} />
          {!state.speakers.list.includes(person.id) && (
            <Button
              small
              look="quiet"
              icon="plus"
              aria-label={c.podium.addNamed(person.name)}
              onPress={() => void ask('speakers.add', { ids: [person.id] })}
            />
          )}
        </span>
      )}
    </li>
  )
}

type PartProps = { heading: string; empty: string; children: ReactNode[] }

function Part({ heading, empty, children }: PartProps) {
  return (
    <section className="stack-tight">
      <h3>{heading}</h3>
      {children.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <ol className="list">{children}</ol>
      )}
    </section>
  )
}

/** People who are present but not on the list, to add one by one or all at once. */
function AddSpeakers() {
  const c = useTexts('class')
  const { state, ask } = useRoom()
  const listed = new Set(state.speakers.list)
  const others = state.participants.filter(({ id }) => !listed.has(id))
  const add = (people: ParticipantView[]) =>
    void ask('speakers.add', { ids: people.map(({ id }) => id) })
  if (others.length === 0) return null
  const everyone = others.filter(({ role }) => role === 'participant')
  return (
    <div>
      <Menu
        name={c.podium.add}
        text={c.podium.add}
        icon="plus"
        look="plain"
        parts={[
          {
            id: 'all',
            entries:
              everyone.length > 1
                ? [{ id: 'all', label: c.podium.addAll(everyone.length), run: () => add(everyone) }]
                : [],
          },
          {
            id: 'one',
            entries: others.map((person) => ({
              id: person.id,
              label: person.name,
              run: () => add([person]),
            })),
          },
        ]}
      />
    </div>
  )
}

/** [FLR3] Speaking times in this session, longest first, including current turns. */
function Times() {
  const c = useTexts('class')
  const { state } = useRoom()
  const now = useServerNow(1000)
  const { spent, floors } = state.speakers
  const going = new Map<string, number>(floors.map(({ id, since }) => [id, now - since]))
  const names = new Map<string, string>(state.participants.map(({ id, name }) => [id, name]))
  const before = (spent ?? []).map(({ id, name, ms }, row) => {
    const more = id === null ? 0 : (going.get(id) ?? 0)
    if (id !== null) going.delete(id)
    return { key: id ?? `gone ${row}`, name, gone: id === null, ms: ms + more }
  })
  const first = [...going].map(([id, ms]) => ({
    key: id,
    name: names.get(id) ?? '',
    gone: false,
    ms,
  }))
  const rows = [...before, ...first].sort((one, other) => other.ms - one.ms)
  if (rows.length === 0) return null
  return (
    <section className="stack-tight">
      <h3>{c.podium.times}</h3>
      <p className="small soft">{c.podium.timesWhat}</p>
      <ul className="list">
        {rows.map(({ key, name, gone, ms }) => (
          <li key={key} className="list-row">
            <p>
              {name}
              {gone && <span className="soft"> · {c.podium.gone}</span>}
            </p>
            <span className="elapsed">{clock(ms)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
