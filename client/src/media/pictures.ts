/**
 * Network state in one sample. `unclear`: neither bad enough to act on nor good; `bad_up`: bad in
 * the upward direction, or by delay, whose direction cannot be known.
 */
export type Strain = 'bad' | 'bad_up' | 'unclear' | 'good'

/** Thresholds: packet loss share, and round-trip time in seconds. */
const BAD = { loss: 0.15, roundTrip: 1 }
const GOOD = { loss: 0.05, roundTrip: 0.5 }

/**
 * Consecutive bad samples (`connection-quality.ts`, every 3 s) before video is paused, and good
 * ones (`WAIT`) before it resumes. Video is most of the traffic, so without it a narrow connection
 * looks healthy; if it soon turns bad again, the next wait is twice as long.
 */
export const BAD_SAMPLES = 3
/**
 * Consecutive `bad_up` samples, once remote video is paused and the local camera is at its
 * smallest, before the camera is paused too, leaving the rest of the bandwidth to the voice.
 */
export const UP_SAMPLES = 2
export const WAIT = { first: 4, most: 40 }
/** Good samples after which earlier trouble is forgotten. */
export const CALM_LOOKS = 40

/**
 * [QOS1] Whether remote video is received. `paused`: audio only. `insisted`: the person chose to
 * see video anyway; lasts until the connection has been good for a while. `looks`: consecutive
 * samples in favor of the next change; `up`: consecutive `bad_up` samples since video was paused;
 * `wait`: good samples needed to resume; `cause`: of the last bad sample.
 */
export type Pictures = {
  mode: 'shown' | 'paused' | 'insisted'
  looks: number
  up: number
  calm: number
  wait: number
  cause: 'line' | 'processor'
}

export const PICTURES_SHOWN: Pictures = {
  mode: 'shown',
  looks: 0,
  up: 0,
  calm: 0,
  wait: WAIT.first,
  cause: 'line',
}

/** Null inputs are unknown; null when both loss and round-trip time are. */
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

/**
 * State after one more sample. Pure.
 * @param busy whether the processor is suspected of what the sample shows (`cpu-pressure.ts`). Pausing
 *   video helps either way; only what the person is told differs.
 */
export function afterSample(now: Pictures, strain: Strain, busy = false): Pictures {
  const next = now.mode === 'shown' ? whileShown(now, strain) : whileNot(now, strain)
  if (strain === 'good' || strain === 'unclear') return next
  return { ...next, cause: busy ? 'processor' : 'line' }
}

/** Whether video is still paused although the last samples were good. */
export const recovers = ({ mode, looks }: Pictures): boolean => mode === 'paused' && looks > 0

/** The person wants video anyway. */
export function insist(now: Pictures): Pictures {
  return now.mode === 'paused' ? { ...now, mode: 'insisted', looks: 0, up: 0 } : now
}

/** Whether the local camera is paused as well. */
export const cameraRests = ({ mode, up }: Pictures): boolean =>
  mode === 'paused' && up >= UP_SAMPLES

function whileShown(now: Pictures, strain: Strain): Pictures {
  if (strain === 'unclear') return { ...now, calm: 0 }
  if (strain === 'good') {
    const calm = Math.min(now.calm + 1, CALM_LOOKS)
    return { ...now, looks: 0, calm, wait: calm === CALM_LOOKS ? WAIT.first : now.wait }
  }
  const looks = now.looks + 1
  const mode = looks >= BAD_SAMPLES ? 'paused' : 'shown'
  return { ...now, mode, looks: mode === 'paused' ? 0 : looks, up: 0, calm: 0 }
}

function whileNot(now: Pictures, strain: Strain): Pictures {
  if (strain === 'unclear') return now
  if (strain !== 'good') return { ...now, looks: 0, up: upAfter(now, strain) }
  const looks = now.looks + 1
  if (looks < now.wait) return { ...now, looks, up: upAfter(now, strain) }
  const wait = Math.min(now.wait * 2, WAIT.most)
  return { ...now, mode: 'shown', looks: 0, up: 0, calm: 0, wait }
}

/**
 * A paused camera resumes together with remote video, not before: without it the connection looks
 * healthy.
 */
function upAfter(now: Pictures, strain: Strain): number {
  if (cameraRests(now)) return now.up
  return strain === 'bad_up' ? now.up + 1 : 0
}
