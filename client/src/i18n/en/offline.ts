import type { Texts } from '../vi/offline.ts'

export const texts: Texts = {
  title: 'The server cannot be reached',
  body: 'The meeting server does not answer, or this device has no network. Check the network and try again; if it persists, tell the operator.',
}
