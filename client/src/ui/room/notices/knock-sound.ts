/** Two soft notes, synthesized so that no audio file has to load. */
const NOTES = [
  { hertz: 659, at: 0 },
  { hertz: 523, at: 0.18 },
]
const LOUDNESS = 0.12
const LENGTH = 0.35

let context: AudioContext | null = null

/** Never throws: without sound, a host still has the badge and the panel. */
export function playKnock(): void {
  try {
    context ??= new AudioContext()
    context.resume().catch(() => undefined)
    for (const note of NOTES) {
      const from = context.currentTime + note.at
      const tone = new OscillatorNode(context, { type: 'sine', frequency: note.hertz })
      const gain = new GainNode(context, { gain: 0 })
      gain.gain.setValueAtTime(0, from)
      gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02)
      gain.gain.exponentialRampToValueAtTime(0.001, from + LENGTH)
      tone.connect(gain).connect(context.destination)
      tone.start(from)
      tone.stop(from + LENGTH)
    }
  } catch {
    context = null
  }
}
