/** The speaker test sound, generated here so that nothing has to be fetched. */
const RATE = 16_000
const SECONDS = 1
/** Two consecutive notes (A4, E5), so that it is not mistaken for hum. */
const NOTES = [440, 659.26]
const LOUDNESS = 0.3

/** A RIFF/WAVE file: 16 bits, mono, 16 kHz, one second. Pure. */
export function tone(): Uint8Array<ArrayBuffer> {
  const count = RATE * SECONDS
  const bytes = new Uint8Array(44 + count * 2)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at)
  write(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, count * 2, true)
  for (let i = 0; i < count; i++) view.setInt16(44 + i * 2, sample(i / count) * 32_767, true)
  return bytes
}

/** @param at position from 0 (start) to 1 (end) */
function sample(at: number): number {
  const place = at * NOTES.length
  const note = NOTES[Math.floor(place)] ?? 0
  const within = place % 1
  // Each note fades in and out: a sound that is cut off clicks.
  return LOUDNESS * Math.sin(Math.PI * within) * Math.sin(2 * Math.PI * note * at * SECONDS)
}

/** Not every browser lets a page choose the audio output. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype

/**
 * Plays the tone on the given speaker, or on the system default if null. Resolves when it has
 * ended; throws if the browser refuses that speaker.
 */
export async function playTone(speakerId: string | null): Promise<void> {
  const address = URL.createObjectURL(new Blob([tone()], { type: 'audio/wav' }))
  try {
    const audio = new Audio(address)
    if (speakerId !== null) await audio.setSinkId(speakerId)
    const ended = new Promise((resolve) => audio.addEventListener('ended', resolve))
    await audio.play()
    await ended
  } finally {
    URL.revokeObjectURL(address)
  }
}
