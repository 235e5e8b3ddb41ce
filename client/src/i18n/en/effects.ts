import type { Texts } from '../vi/effects.ts'

export const texts: Texts = {
  effects: {
    blur: {
      label: 'Blur background',
      what: 'Done on your own computer. The camera pauses briefly when you turn it on; on a slow computer, the video is smaller and less smooth.',
      weak: 'Blur is off because this computer is slow: with it, the meeting may stutter.',
      insist: 'Blur background anyway',
    },
    denoise: {
      label: 'Suppress noise',
      what: 'Reduces fan and keyboard noise. Done on your own computer.',
      weak: 'Noise suppression is off because this computer is slow: with it, audio may break up.',
      insist: 'Suppress noise anyway',
    },
    easy: 'On. This computer manages it easily.',
    hard: 'On. This computer has to work hard for it: turn it off if the meeting stutters.',
    measuring: 'Testing this computer, a few seconds…',
    failed: 'This computer could not be tested, so it stays off. Try again later.',
    unable: 'This browser does not support it yet.',
  },
}
