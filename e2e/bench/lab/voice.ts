import { writeFileSync } from 'node:fs'

const RATE = 48_000
const SECONDS = 10

/**
 * A voice-like WAV file (16 bits, mono) for Chromium's fake microphone: a buzz with the overtones
 * of speech, four syllables a second and no pauses, so that every lost packet counts.
 */
export function writeVoice(path: string): void {
  const samples = RATE * SECONDS
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let n = 0; n < samples; n++) {
    const second = n / RATE
    const syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * second)
    const pitch = 120 + 20 * Math.sin(2 * Math.PI * 0.7 * second)
    let sum = 0
    for (let tone = 1; tone <= 20; tone++)
      sum += Math.sin(2 * Math.PI * pitch * tone * second) / tone
    file.writeInt16LE(Math.round(sum * syllable * 6000), 44 + n * 2)
  }
  writeFileSync(path, file)
}
