import { useId } from 'react'
import type { ServerHealth } from '#protocol/health.ts'
import { useTexts } from '../../i18n/text.ts'
import { useBitrate } from './units.ts'

/** Load of each media worker. */
export function Workers({ workers }: Pick<ServerHealth, 'workers'>) {
  const h = useTexts('health')
  const bitrate = useBitrate()
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{h.workers}</h2>
      {workers.length === 0 ? (
        <p className="empty">{h.noWorkers}</p>
      ) : (
        <table className="table" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{h.worker}</th>
              <th scope="col">{h.rooms}</th>
              <th scope="col">{h.people}</th>
              <th scope="col">{h.producers}</th>
              <th scope="col">{h.consumers}</th>
              <th scope="col">{h.bitsIn}</th>
              <th scope="col">{h.bitsOut}</th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker) => (
              <tr key={worker.index}>
                <th scope="row">{h.workerNumber(worker.index)}</th>
                <td data-column={h.rooms}>{worker.rooms}</td>
                <td data-column={h.people}>{worker.participants}</td>
                <td data-column={h.producers}>{worker.producers}</td>
                <td data-column={h.consumers}>{worker.consumers}</td>
                <td data-column={h.bitsIn}>{bitrate(worker.bitrate.in)}</td>
                <td data-column={h.bitsOut}>{bitrate(worker.bitrate.out)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
