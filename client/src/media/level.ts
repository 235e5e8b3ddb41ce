import { keepRunning } from './awake.ts'

/** Loudness of a microphone, for the meter on the preview page. */
export type LevelMeter = {
  /** From 0 (silence) to 1. */
  level(): number
  close(): void
}

/** Samples per look, 85 ms at 48 kHz: no sound falls between two looks of the meter. */
const WINDOW = 4096

/** Levels below this read as silence, in dBFS. */
const FLOOR_DB = -60

export function createLevelMeter(stream: MediaStream): LevelMeter {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: WINDOW })
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream })
  source.connect(analyser)
  // Browsers start it suspended until the first click on the page.
  keepRunning(context)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      return loudness(samples)
    },
    close() {
      source.disconnect()
      context.close().catch(() => {})
    },
  }
}

/** Root mean square on a logarithmic scale, from 0 to 1. Pure. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power)
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB))
}
