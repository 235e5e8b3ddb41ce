import { useId } from 'react'
import { useText } from '../../i18n/text.ts'

/** Names and values under one heading. */
export function Figures({ title, rows }: { title: string; rows: [name: string, value: string][] }) {
  const t = useText()
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="table figures" aria-labelledby={id}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t.serverHealth.figure}</th>
            <th scope="col">{t.serverHealth.value}</th>
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
