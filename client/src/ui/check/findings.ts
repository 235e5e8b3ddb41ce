/**
 * What a test can find, in the order of the digits that stand for it. The order is part of the
 * code: new findings go to the end.
 */
export const FINDINGS = {
  camera: ['untested', 'ok', 'denied', 'not_found', 'in_use', 'insecure', 'unknown'],
  microphone: ['untested', 'ok', 'denied', 'not_found', 'in_use', 'insecure', 'unknown', 'silent'],
  speaker: ['untested', 'ok', 'unheard', 'failed'],
  socket: ['untested', 'ok', 'blocked'],
  udp: ['untested', 'ok', 'blocked'],
  tcp: ['untested', 'ok', 'blocked'],
  relay: ['untested', 'ok', 'blocked', 'none', 'unknown'],
  down: ['untested', 'hd', 'standard', 'sound', 'slow', 'failed'],
  up: ['untested', 'hd', 'standard', 'sound', 'slow', 'failed'],
} as const

export type Things = typeof FINDINGS
export type Thing = keyof Things
export type Findings = { [T in Thing]: Things[T][number] }

export const THINGS = Object.keys(FINDINGS) as Thing[]

export const UNTESTED: Findings = {
  camera: 'untested',
  microphone: 'untested',
  speaker: 'untested',
  socket: 'untested',
  udp: 'untested',
  tcp: 'untested',
  relay: 'untested',
  down: 'untested',
  up: 'untested',
}

/** Kilobits a second from which on a meeting is like this; below the last it is too slow. */
const NEEDED = {
  // A large picture of 720 lines and some small ones; pictures of 360 lines; voices.
  down: { hd: 2500, standard: 1000, sound: 200 },
  // The own camera in all its sizes; in the smaller two; the voice.
  up: { hd: 1800, standard: 600, sound: 100 },
} as const

/** Pure. `kbits`: null if nothing could be measured. */
export function speedOf(way: 'down' | 'up', kbits: number | null): Findings['down'] {
  if (kbits === null) return 'failed'
  const { hd, standard, sound } = NEEDED[way]
  if (kbits >= hd) return 'hd'
  if (kbits >= standard) return 'standard'
  return kbits >= sound ? 'sound' : 'slow'
}

/** `none`: no meeting over this line. */
export type Verdict = 'untested' | 'good' | 'standard' | 'sound' | 'none'

/** What a meeting over this line will be like; devices do not count. Pure. */
export function verdictOf({ socket, udp, tcp, relay, down, up }: Findings): Verdict {
  if (socket === 'untested') return 'untested'
  const media = [udp, tcp, relay].some((way) => way === 'ok')
  const perhaps = relay === 'unknown'
  const speeds = new Set([down, up])
  if (socket === 'blocked' || (!media && !perhaps) || speeds.has('slow')) return 'none'
  if (speeds.has('sound') || speeds.has('failed')) return 'sound'
  return udp === 'ok' && !speeds.has('standard') ? 'good' : 'standard'
}
