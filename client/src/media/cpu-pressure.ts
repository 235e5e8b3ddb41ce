import type { Strain } from './pictures.ts'

/**
 * CPU pressure in one sample (`connection-quality.ts`, every 3 s). `hard`: the CPU does not keep up
 * with the video; `easy`: it keeps up with room to spare.
 */
export type CpuPressure = 'hard' | 'unclear' | 'easy'

/** Thresholds for the share of frames that arrived but were not drawn in time. */
const DROPPED = { hard: 0.3, easy: 0.1 }
/** Consecutive hard samples before the next step. */
export const HARD_SAMPLES = 3
/** Easy samples before a step is undone; doubles with each undo until a long calm resets it. */
export const EASE = { first: 4, most: 40 }

/** A sample this many milliseconds late: something kept the page from running. */
const LATE_MS = 1000
/**
 * Samples for which a busy processor stays the suspect: the losses and delays it causes are reported
 * a sample later.
 */
export const SUSPECT_SAMPLES = 2

/**
 * How long the processor is still suspected of what looks like a weak line; 0 if it is not. Pure.
 * @param limited whether the browser reports reduced quality because of the CPU
 * @param late milliseconds by which the sample came late
 */
export function suspicionAfter(before: number, limited: boolean, late: number): number {
  return limited || late >= LATE_MS ? SUSPECT_SAMPLES : Math.max(0, before - 1)
}

/**
 * [QOS2] What is given up to relieve the CPU. `step` 1: the local camera is sent at its smallest;
 * 2: only a few remote faces are requested, and small ones. Audio and shared screens are not
 * affected. `hard`, `easy`: consecutive samples of each kind; `wait`: easy samples needed to undo a
 * step.
 */
export type Load = { step: 0 | 1 | 2; hard: number; easy: number; wait: number }
export const AT_EASE: Load = { step: 0, hard: 0, easy: 0, wait: EASE.first }

/**
 * Classifies one sample.
 * @param limited whether the browser reports reduced quality because of the CPU
 * @param dropped share of received frames that were dropped; null when none were received
 * @param strain of the network, which causes dropped frames as well
 * @returns null when nothing was measured
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

/** State after one more sample. Pure. */
export function afterCpuPressure(now: Load, cpuPressure: CpuPressure): Load {
  if (cpuPressure === 'unclear') return { ...now, hard: 0, easy: 0 }
  return cpuPressure === 'hard' ? harder(now) : easier(now)
}

function harder(now: Load): Load {
  const hard = now.hard + 1
  if (hard < HARD_SAMPLES || now.step === 2) return { ...now, hard, easy: 0 }
  return { ...now, step: now.step === 0 ? 1 : 2, hard: 0, easy: 0 }
}

function easier(now: Load): Load {
  const easy = Math.min(now.easy + 1, EASE.most)
  if (now.step === 0) {
    // After a long calm, earlier trouble is forgotten.
    return { ...now, hard: 0, easy, wait: easy === EASE.most ? EASE.first : now.wait }
  }
  if (easy < now.wait) return { ...now, hard: 0, easy }
  const wait = Math.min(now.wait * 2, EASE.most)
  return { step: now.step === 2 ? 1 : 0, hard: 0, easy: 0, wait }
}
