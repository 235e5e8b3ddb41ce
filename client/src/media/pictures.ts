/** What one look at the line says. `unclear`: neither bad enough to act on nor good. */
export type Strain = 'bad' | 'unclear' | 'good'

/** Shares of packets lost, and seconds to the server and back. */
const BAD = { loss: 0.15, roundTrip: 1 }
const GOOD = { loss: 0.05, roundTrip: 0.5 }

/**
 * Looks (of `line.ts`, one each 3 s) in a row that are bad before pictures rest, and good ones
 * before they come back. Pictures are most of what is sent, so without them a narrow line looks
 * well: whoever falls back again soon waits twice as long the next time.
 */
export const BAD_LOOKS = 3
export const WAIT = { first: 4, most: 40 }
/** Good looks after which earlier troubles are forgotten. */
export const CALM_LOOKS = 40

/**
 * Whether the pictures of others are received. `paused`: the line carries sound alone. `insisted`:
 * the person wants to see all the same, until the line has been good for a while. `looks`: how many
 * looks in a row speak for the next change; `wait`: good ones that a return takes.
 */
export type Pictures = {
  mode: 'shown' | 'paused' | 'insisted'
  looks: number
  calm: number
  wait: number
}

export const PICTURES_SHOWN: Pictures = { mode: 'shown', looks: 0, calm: 0, wait: WAIT.first }

/** Null for what is not known; of a line of which nothing is known nothing is said. */
export function strainOf(loss: number | null, roundTrip: number | null): Strain | null {
  if (loss === null && roundTrip === null) return null
  const [lost, trip] = [loss ?? 0, roundTrip ?? 0]
  if (lost >= BAD.loss || trip >= BAD.roundTrip) return 'bad'
  return lost < GOOD.loss && trip < GOOD.roundTrip ? 'good' : 'unclear'
}

/** After one more look. Pure. */
export function afterLook(now: Pictures, strain: Strain): Pictures {
  return now.mode === 'shown' ? whileShown(now, strain) : whileNot(now, strain)
}

/** The person wants to see again. */
export function insist(now: Pictures): Pictures {
  return now.mode === 'paused' ? { ...now, mode: 'insisted', looks: 0 } : now
}

function whileShown(now: Pictures, strain: Strain): Pictures {
  if (strain === 'unclear') return { ...now, calm: 0 }
  if (strain === 'good') {
    const calm = Math.min(now.calm + 1, CALM_LOOKS)
    return { ...now, looks: 0, calm, wait: calm === CALM_LOOKS ? WAIT.first : now.wait }
  }
  const looks = now.looks + 1
  const mode = looks >= BAD_LOOKS ? 'paused' : 'shown'
  return { ...now, mode, looks: mode === 'paused' ? 0 : looks, calm: 0 }
}

function whileNot(now: Pictures, strain: Strain): Pictures {
  if (strain !== 'good') return strain === 'bad' ? { ...now, looks: 0 } : now
  const looks = now.looks + 1
  if (looks < now.wait) return { ...now, looks }
  return { mode: 'shown', looks: 0, calm: 0, wait: Math.min(now.wait * 2, WAIT.most) }
}
