import type { Strain } from './pictures.ts'

/**
 * What one look (of `line.ts`, one each 3 s) says of the machine. `hard`: its processor does not keep
 * up with the pictures; `easy`: it does, with room.
 */
export type CpuPressure = 'hard' | 'unclear' | 'easy'

/** Shares of the pictures that came and were not drawn in time. */
const DROPPED = { hard: 0.3, easy: 0.1 }
/** Looks in a row that are hard before the next thing goes. */
export const HARD_LOOKS = 3
/** Easy looks before the last that went comes back; twice as many each time that was too early. */
export const EASE = { first: 4, most: 40 }

/**
 * [QOS2] What is left out for the machine's sake. `step` 1: the own camera is sent at its smallest;
 * 2: of the others few faces are asked for, and small ones. Sound is not touched, nor a shared
 * screen. `hard`, `easy`: looks in a row; `wait`: easy ones that the way back takes.
 */
export type Load = { step: 0 | 1 | 2; hard: number; easy: number; wait: number }
export const AT_EASE: Load = { step: 0, hard: 0, easy: 0, wait: EASE.first }

/**
 * @param limited whether the browser itself sends less because of the processor
 * @param dropped share of the pictures that came; null where none did
 * @param strain of the line, on which pictures are dropped as well
 * @returns null when nothing tells
 */
export function cpuPressureOf(
  limited: boolean,
  dropped: number | null,
  strain: Strain | null,
): CpuPressure | null {
  if (limited) return 'hard'
  if (dropped === null) return null
  if (dropped >= DROPPED.hard) return strain === 'good' ? 'hard' : 'unclear'
  return dropped < DROPPED.easy ? 'easy' : 'unclear'
}

/** After one more look. Pure. */
export function afterCpuPressure(now: Load, cpuPressure: CpuPressure): Load {
  if (cpuPressure === 'unclear') return { ...now, hard: 0, easy: 0 }
  return cpuPressure === 'hard' ? harder(now) : easier(now)
}

function harder(now: Load): Load {
  const hard = now.hard + 1
  if (hard < HARD_LOOKS || now.step === 2) return { ...now, hard, easy: 0 }
  return { ...now, step: now.step === 0 ? 1 : 2, hard: 0, easy: 0 }
}

function easier(now: Load): Load {
  const easy = Math.min(now.easy + 1, EASE.most)
  if (now.step === 0) {
    // Earlier troubles are forgotten after a long calm.
    return { ...now, hard: 0, easy, wait: easy === EASE.most ? EASE.first : now.wait }
  }
  if (easy < now.wait) return { ...now, hard: 0, easy }
  const wait = Math.min(now.wait * 2, EASE.most)
  return { step: now.step === 2 ? 1 : 0, hard: 0, easy: 0, wait }
}
