import { useId } from 'react'
import { useTexts } from '../../i18n/text.ts'

/** Names and values under one heading. */
export function Figures({ title, rows }: { title: string; rows: [name: string, value: string][] }) {
  const h = useTexts('health')
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="table figures" aria-labelledby={id}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{h.figure}</th>
            <th scope="col">{h.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
