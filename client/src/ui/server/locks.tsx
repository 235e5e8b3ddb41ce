import { useId } from 'react'
import type { LockView } from '#protocol/health.ts'
import { useTexts, useTime } from '../../i18n/text.ts'

/** What is locked out now. There is nothing to press: only time opens a lock (PWD4). */
export function Locks({ locks }: { locks: readonly LockView[] }) {
  const h = useTexts('health')
  const { exact } = useTime()
  const id = useId()
  if (locks.length === 0) return null
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{h.locks}</h3>
      <p className="small soft">{h.locksWhat}</p>
      <table className="table" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{h.lockWhat}</th>
            <th scope="col">{h.lockFrom}</th>
            <th scope="col">{h.lockUntil}</th>
          </tr>
        </thead>
        <tbody>
          {locks.map(({ what, name, from, place, until }) => (
            <tr key={`${what} ${name} ${from} ${place} ${until}`}>
              <th scope="row">{h.lockNames[what](name)}</th>
              <td data-column={h.lockFrom}>{h.lockPlaces[from](place)}</td>
              <td data-column={h.lockUntil}>{exact(until)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
