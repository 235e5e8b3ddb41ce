/**
 * What one look at the line says. `unclear`: neither bad enough to act on nor good; `bad_up`: bad,
 * and so is the way to the server, or its delay, of which nobody knows the direction.
 */
export type Strain = 'bad' | 'bad_up' | 'unclear' | 'good'

/** Shares of packets lost, and seconds to the server and back. */
const BAD = { loss: 0.15, roundTrip: 1 }
const GOOD = { loss: 0.05, roundTrip: 0.5 }

/**
 * Looks (of `line.ts`, one each 3 s) in a row that are bad before pictures rest, and good ones
 * before they come back. Pictures are most of what is sent, so without them a narrow line looks
 * well: whoever falls back again soon waits twice as long the next time.
 */
export const BAD_LOOKS = 3
/**
 * Looks in a row, after pictures rest and the own camera is at its smallest, that are bad upwards
 * before it is not sent at all: what is left of the line is for the voice.
 */
export const UP_LOOKS = 2
export const WAIT = { first: 4, most: 40 }
/** Good looks after which earlier troubles are forgotten. */
export const CALM_LOOKS = 40

/**
 * [QOS1] Whether the pictures of others are received. `paused`: the line carries sound alone. `insisted`:
 * the person wants to see all the same, until the line has been good for a while. `looks`: how many
 * looks in a row speak for the next change; `up`: looks that were bad upwards in a row since
 * pictures rest; `wait`: good ones that a return takes.
 */
export type Pictures = {
  mode: 'shown' | 'paused' | 'insisted'
  looks: number
  up: number
  calm: number
  wait: number
}

export const PICTURES_SHOWN: Pictures = {
  mode: 'shown',
  looks: 0,
  up: 0,
  calm: 0,
  wait: WAIT.first,
}

/** Null for what is not known; of a line of which nothing is known nothing is said. */
export function strainOf(
  loss: { sent: number | null; received: number | null },
  roundTrip: number | null,
): Strain | null {
  if (loss.sent === null && loss.received === null && roundTrip === null) return null
  const [sent, trip] = [loss.sent ?? 0, roundTrip ?? 0]
  const lost = Math.max(sent, loss.received ?? 0)
  if (sent >= BAD.loss || trip >= BAD.roundTrip) return 'bad_up'
  if (lost >= BAD.loss) return 'bad'
  return lost < GOOD.loss && trip < GOOD.roundTrip ? 'good' : 'unclear'
}

/** After one more look. Pure. */
export function afterLook(now: Pictures, strain: Strain): Pictures {
  return now.mode === 'shown' ? whileShown(now, strain) : whileNot(now, strain)
}

/** The person wants to see again. */
export function insist(now: Pictures): Pictures {
  return now.mode === 'paused' ? { ...now, mode: 'insisted', looks: 0, up: 0 } : now
}

/** Whether the own camera is not sent at all. */
export const cameraRests = ({ mode, up }: Pictures): boolean => mode === 'paused' && up >= UP_LOOKS

function whileShown(now: Pictures, strain: Strain): Pictures {
  if (strain === 'unclear') return { ...now, calm: 0 }
  if (strain === 'good') {
    const calm = Math.min(now.calm + 1, CALM_LOOKS)
    return { ...now, looks: 0, calm, wait: calm === CALM_LOOKS ? WAIT.first : now.wait }
  }
  const looks = now.looks + 1
  const mode = looks >= BAD_LOOKS ? 'paused' : 'shown'
  return { ...now, mode, looks: mode === 'paused' ? 0 : looks, up: 0, calm: 0 }
}

function whileNot(now: Pictures, strain: Strain): Pictures {
  if (strain === 'unclear') return now
  if (strain !== 'good') return { ...now, looks: 0, up: upAfter(now, strain) }
  const looks = now.looks + 1
  if (looks < now.wait) return { ...now, looks, up: upAfter(now, strain) }
  return { mode: 'shown', looks: 0, up: 0, calm: 0, wait: Math.min(now.wait * 2, WAIT.most) }
}

/** A camera that rests comes back with the pictures, not before: without it the line looks well. */
function upAfter(now: Pictures, strain: Strain): number {
  if (cameraRests(now)) return now.up
  return strain === 'bad_up' ? now.up + 1 : 0
}
