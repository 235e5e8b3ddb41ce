import type { Texts } from '../vi/effects.ts'

export const texts: Texts = {
  effects: {
    blur: {
      label: 'Blur background',
      what: 'Done on your own computer. The camera pauses for a moment when it is turned on; on a slow computer the picture is smaller and comes less often.',
      cost: (percent, ms) => `Takes about ${ms} ms for each picture, ${percent} % of a core.`,
      weak: (percent, ms) =>
        `Blur is off because this computer is too slow: each picture needs about ${ms} ms (${percent} % of a core), and the meeting may stutter.`,
      insist: 'Blur anyway',
    },
    denoise: {
      label: 'Suppress noise',
      what: 'Less of fans and keyboards. Done on your own computer.',
      cost: (percent, _ms) => `Takes about ${percent} % of a core.`,
      weak: (percent, _ms) =>
        `Noise suppression is off because this computer is too slow: it needs about ${percent} % of a core, and sound may break up.`,
      insist: 'Suppress anyway',
    },
    measuring: 'Trying out this computer, a few seconds…',
    failed: 'It could not be tried out here, so it stays off. Try again later.',
    unable: 'This browser cannot do it yet.',
  },
}
