import { useCallback, useId, useState } from 'react'
import type { ServerHealth } from '#protocol/health.ts'
import type { HistoryFigure, HistorySpan, ServerHistory } from '#protocol/history.ts'
import { operatorApi } from '../../http/operators.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useLocale, useTexts, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Select } from '../widgets/select.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { HIGH, WIDE, extremesOf, pathsOf, rowsOf, runsOf, topOf } from './chart.ts'
import type { Value } from './chart.ts'
import { useBitrate } from './units.ts'
import './plots.css'

/** As often as there is something new. */
const REFRESH_MS = { hour: 10_000, day: 60_000 } as const
/** Where a machine has no room left for a sudden rush. */
const LOAD_HIGH = 80
/** One a second, which people at work do not cause by mistakes. */
const REFUSED_HIGH = 60
/** Rows of the table that a chart has on request. */
const ROWS = 12

type Plot = {
  figure: HistoryFigure
  name: string
  /** What is counted. */
  what: string
  write: (value: number) => string
  /** A value worth a line in the chart. */
  high: number | null
}

/** How the figures of this server went: people, media, load and refusals. */
export function Plots({ capacity }: Pick<ServerHealth, 'capacity'>) {
  const h = useTexts('health')
  const id = useId()
  const [span, setSpan] = useState<HistorySpan>('hour')
  const load = useCallback(() => operatorApi.serverHistory(span), [span])
  const { value, failure } = useLoaded(load, REFRESH_MS[span])
  const plots = usePlots(capacity.server)
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row plots-head">
        <h2 id={id}>{h.plots.title}</h2>
        <Select<HistorySpan>
          label={h.plots.span}
          value={span}
          options={[
            { value: 'hour', label: h.plots.hour },
            { value: 'day', label: h.plots.day },
          ]}
          onChange={setSpan}
        />
      </div>
      <FailureAlert failure={failure} />
      <div className="plots">
        {value && plots.map((plot) => <Chart key={plot.figure} plot={plot} history={value} />)}
      </div>
    </section>
  )
}

function usePlots(people: number): Plot[] {
  const h = useTexts('health')
  const locale = useLocale()
  const bitrate = useBitrate()
  const number = (value: number) => value.toLocaleString(locale)
  const { names, whats } = h.plots
  const plot = (figure: HistoryFigure, write: Plot['write'], high: number | null): Plot => ({
    figure,
    name: names[figure],
    what: whats[figure],
    write,
    high,
  })
  return [
    plot('people', number, people),
    plot('load', (value) => `${number(value)} %`, LOAD_HIGH),
    plot('bitsIn', bitrate, null),
    plot('bitsOut', bitrate, null),
    plot('refused', number, REFUSED_HIGH),
  ]
}

type ChartProps = { plot: Plot; history: ServerHistory }

function Chart({ plot, history }: ChartProps) {
  const h = useTexts('health')
  const { time } = useTime()
  const values = history.series[plot.figure]
  const at = (step: number) => history.end - (values.length - step) * history.step
  const { now } = extremesOf(values)
  const summary = summaryOf(h, plot, values, (step) => time(at(step)))
  const [shown, setShown] = useState(false)
  const id = useId()
  return (
    <figure className="plot card" aria-labelledby={id}>
      <figcaption>
        <div className="plot-head">
          <h3 id={id}>{plot.name}</h3>
          <strong aria-hidden="true">{now === null ? '' : plot.write(now)}</strong>
        </div>
        <p className="small soft">{plot.what}</p>
      </figcaption>
      <Drawing plot={plot} values={values} />
      <p className="plot-times small soft" aria-hidden="true">
        <span>{time(at(0))}</span>
        <span>{time(history.end)}</span>
      </p>
      <p className="small">{summary}</p>
      <div>
        <Button
          small
          look="quiet"
          aria-expanded={shown}
          aria-label={h.plots.tableOf(plot.name)}
          onPress={() => setShown(!shown)}
        >
          {h.plots.table}
        </Button>
        {shown && (
          <table className="table figures" aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{h.plots.from}</th>
                <th scope="col">{h.plots.most}</th>
              </tr>
            </thead>
            <tbody>
              {rowsOf(values, ROWS).map(({ from, most }) => (
                <tr key={from}>
                  <th scope="row">{time(at(from))}</th>
                  <td>{most === null ? h.plots.unknown : plot.write(most)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </figure>
  )
}

function summaryOf(
  h: Parts['health'],
  { write, high }: Plot,
  values: readonly Value[],
  when: (step: number) => string,
): string {
  const { now, most } = extremesOf(values)
  if (most === null) return h.plots.nothing
  return [
    now === null ? '' : h.plots.now(write(now)),
    h.plots.mostAt(write(most.value), when(most.at)),
    high === null ? '' : most.value >= high ? h.plots.over(write(high)) : h.plots.high(write(high)),
    values.includes(null) ? h.plots.gaps : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Says nothing that the caption does not say. */
function Drawing({ plot, values }: { plot: Plot; values: readonly Value[] }) {
  const most = extremesOf(values).most?.value ?? 0
  // A threshold that is far away would flatten everything: it appears once half of it is reached.
  const isNear = plot.high !== null && most * 2 >= plot.high
  const top = topOf(most, isNear ? (plot.high ?? 0) : 0)
  const isOver = plot.high !== null && most >= plot.high
  return (
    <div className="plot-area" aria-hidden="true">
      <span className="plot-top small soft">{plot.write(top)}</span>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none">
        <path className="plot-grid" d={`M0 ${HIGH / 2}H${WIDE}M0 0H${WIDE}M0 ${HIGH}H${WIDE}`} />
        {runsOf(values).map((run) => {
          const { line, area } = pathsOf(run, values.length, top)
          return (
            <g key={run.from} className={isOver ? 'plot-run plot-over' : 'plot-run'}>
              <path className="plot-fill" d={area} />
              <path className="plot-line" d={line} />
            </g>
          )
        })}
        {isNear && plot.high !== null && (
          <path className="plot-high" d={`M0 ${HIGH - (plot.high / top) * HIGH}H${WIDE}`} />
        )}
      </svg>
    </div>
  )
}
