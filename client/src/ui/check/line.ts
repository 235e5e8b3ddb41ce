import type { LineTest } from '#protocol/line-test.ts'
import { reaches, relayAnswers, socketOpens } from '../../call/line-test.ts'
import { lineTestApi } from '../../http/line-test.ts'
import type { Failure } from '../../http/api.ts'
import { speedOf } from './findings.ts'
import type { Findings } from './findings.ts'
import { PIECE_MS, measure } from './measure.ts'

/** The contract's `LINE_PIECE`. */
const PIECE = 256 * 1024

export type LineFindings = Partial<
  Pick<Findings, 'socket' | 'udp' | 'tcp' | 'relay' | 'down' | 'up'>
>
export type Figures = {
  /** Milliseconds there and back over the fastest way. */
  rtt: number | null
  /** Kilobits a second. */
  down: number | null
  up: number | null
}

/** Reports what it finds as it finds it. Returns the reason if the server takes no test now. */
export async function testLine(
  found: (findings: LineFindings, figures: Partial<Figures>) => void,
): Promise<Failure | null> {
  const [opens, begun] = await Promise.all([socketOpens(), lineTestApi.begin()])
  if (!begun.ok) return begun.error
  found({ socket: opens ? 'ok' : 'blocked' }, {})
  const { result: test } = begun
  try {
    await tryWays(test, found)
    const down = await measure(() => lineTestApi.take(test.id, PIECE_MS), PIECE)
    found({ down: speedOf('down', down) }, { down })
    const piece = new Blob([randomBytes(PIECE)])
    const up = await measure(() => lineTestApi.give(test.id, piece, PIECE_MS), PIECE)
    found({ up: speedOf('up', up) }, { up })
    return null
  } finally {
    void lineTestApi.end(test.id)
  }
}

async function tryWays(
  { offer, relays }: LineTest,
  found: (findings: LineFindings, figures: Partial<Figures>) => void,
): Promise<void> {
  const [udp, tcp, relay] = await Promise.all([
    reaches(offer, 'udp'),
    reaches(offer, 'tcp'),
    relays.length === 0 ? ('none' as const) : relayAnswers(relays),
  ])
  found(
    { udp: udp.ok ? 'ok' : 'blocked', tcp: tcp.ok ? 'ok' : 'blocked', relay },
    { rtt: udp.rtt ?? tcp.rtt },
  )
}

/** As incompressible as media. Browsers give at most 64 kB at a time. */
function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count)
  for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}
