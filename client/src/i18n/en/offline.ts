import type { Texts } from '../vi/offline.ts'

export const texts: Texts = {
  title: 'Can’t reach the server',
  body: 'The meeting server is not responding, or this device is offline. Check your network and try again; if it keeps happening, tell the operator.',
}
