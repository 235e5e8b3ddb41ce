import type { Texts } from '../vi/effects.ts'

export const texts: Texts = {
  effects: {
    blur: {
      label: 'Blur background',
      what: 'Done on your own computer. The camera pauses briefly when you turn it on; on a slow computer, the video is smaller and less smooth.',
      cost: (percent, ms) => `Takes about ${ms} ms per frame, ${percent}% of a processor core.`,
      weak: (percent, ms) =>
        `Blur is off because this computer is too slow: each frame needs about ${ms} ms (${percent}% of a processor core), and the meeting may stutter.`,
      insist: 'Blur background anyway',
    },
    denoise: {
      label: 'Suppress noise',
      what: 'Reduces fan and keyboard noise. Done on your own computer.',
      cost: (percent, _ms) => `Takes about ${percent}% of a processor core.`,
      weak: (percent, _ms) =>
        `Noise suppression is off because this computer is too slow: it needs about ${percent}% of a processor core, and audio may break up.`,
      insist: 'Suppress noise anyway',
    },
    measuring: 'Testing this computer, a few seconds…',
    failed: 'This computer could not be tested, so it stays off. Try again later.',
    unable: 'This browser does not support it yet.',
  },
}
