import { useEffect, useState } from 'react'
import type { Colleague } from '#protocol/calendar.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { Combo } from '../widgets/combo.tsx'
import { Icon } from '../widgets/icons.tsx'

/** Debounce, so that not every keystroke sends a request. */
const PAUSE_MS = 200
const LETTERS_MIN = 2

type Props = { people: readonly Colleague[]; onChange: (people: readonly Colleague[]) => void }

/** Colleagues with an account, found by name and shown as a list that can be undone. */
export function PeopleField({ people, onChange }: Props) {
  const c = useTexts('calendar')
  const [text, setText] = useState('')
  const t = useText()
  const { found, none } = useColleagues(text)
  const searching = text.trim().length >= LETTERS_MIN
  const chosen = new Set(people.map(({ username }) => username))
  const offered = found.filter(({ username }) => !chosen.has(username))
  const choose = (username: string) => {
    const one = offered.find((other) => other.username === username)
    if (one === undefined) return
    onChange([...people, one])
    setText('')
  }
  const options = offered.map(({ username, name }) => ({
    id: username,
    label: name,
    detail: username,
  }))
  return (
    <div className="stack-tight">
      <Combo
        label={c.people}
        hint={c.peopleHint}
        text={text}
        onText={setText}
        groups={[{ id: 'found', heading: c.peopleFound, options }]}
        chosen={null}
        onChoose={choose}
        {...(searching && { empty: none ? c.peopleNone : t.common.loading })}
      />
      {people.length > 0 && (
        <ul className="row" aria-label={c.peopleChosen}>
          {people.map((one) => (
            <li key={one.username} className="badge person-chip">
              {one.name}
              <button
                type="button"
                aria-label={c.peopleRemove(one.name)}
                onClick={() => onChange(people.filter((other) => other !== one))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** `none`: the search is done and found nobody. */
function useColleagues(text: string): { found: Colleague[]; none: boolean } {
  const wanted = text.trim()
  const [known, setKnown] = useState<{ of: string; found: Colleague[] }>({ of: '', found: [] })
  useEffect(() => {
    if (wanted.length < LETTERS_MIN) return undefined
    let gone = false
    const timer = setTimeout(() => {
      void calendarApi.colleagues(wanted).then((answer) => {
        if (!gone && answer.ok) setKnown({ of: wanted, found: answer.result })
      })
    }, PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [wanted])
  // The previous results stay until the next ones arrive, so that the list does not flicker.
  if (wanted.length < LETTERS_MIN) return { found: [], none: false }
  return { found: known.found, none: known.of === wanted && known.found.length === 0 }
}
