import type { Texts } from '../vi/check.ts'

const untested = 'Not tested.'
const unknown = 'It could not be opened. Restart the browser and try again.'
const insecure =
  'The browser does not let this page use it. Open the https link in Chrome, Edge, Firefox or Safari.'
const speeds = {
  untested,
  standard: 'Enough for a meeting with medium pictures.',
  sound: 'Only enough to listen and speak; leave pictures off.',
  slow: 'Too slow for a meeting. Use a cable or another network.',
  failed: 'It could not be measured. Try again.',
}

export const texts: Texts = {
  title: 'Test devices and connection',
  what: 'Best done before the meeting, on the machine and the network you will use for it. You need no account. Pictures and sound do not leave your machine.',
  devices: 'Camera, microphone and speaker',
  line: 'Connection',
  lineWhat: 'Takes about half a minute, and sends and receives a few megabytes.',
  start: 'Test the connection',
  again: 'Test the connection again',
  running: 'Testing…',
  result: 'Result',
  verdicts: {
    untested: 'Press “Test the connection” for a complete result.',
    good: 'A good connection: you can meet with sharp pictures.',
    standard: 'You can meet. Pictures may be smaller or slower than usual.',
    sound: 'A weak connection: only listen and speak, or use another network.',
    none: 'No meeting is possible over this network. Read the code below to your help desk.',
  },
  code: 'Test code',
  codeWhat:
    'If you need help, read this code to your help desk. It contains only what the test found, not who you are.',
  copy: 'Copy the code',
  things: {
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    socket: 'Connection to the server',
    udp: 'Picture and sound over UDP',
    tcp: 'Picture and sound over TCP',
    relay: 'Relay server (TURN)',
    down: 'Download speed',
    up: 'Upload speed',
  },
  findings: {
    camera: {
      untested,
      ok: 'Works.',
      denied: 'The browser does not allow it. Press the lock beside the address and choose Allow.',
      not_found: 'Not found. Check its cable.',
      in_use: 'Another program is using it. Close that program.',
      insecure,
      unknown,
    },
    microphone: {
      untested,
      ok: 'Works; it heard a sound.',
      denied: 'The browser does not allow it. Press the lock beside the address and choose Allow.',
      not_found: 'Not found. Check its cable.',
      in_use: 'Another program is using it. Close that program.',
      insecure,
      unknown,
      silent: 'It is open but has heard nothing. Say something, and check its mute button.',
    },
    speaker: {
      untested,
      ok: 'Works; you heard it.',
      unheard: 'Not heard. Turn up the volume or choose another speaker.',
      failed: 'The browser cannot play sound on this speaker.',
    },
    socket: {
      untested,
      ok: 'Connects.',
      blocked: 'This network blocks WebSocket connections to the server, so you cannot join.',
    },
    udp: {
      untested,
      ok: 'Gets through. This is the best way.',
      blocked: 'Does not get through: this network may block UDP.',
    },
    tcp: {
      untested,
      ok: 'Gets through.',
      blocked: 'Does not get through: this network may block the server’s media port.',
    },
    relay: {
      untested,
      ok: 'Answers: it helps where the ways above are blocked.',
      blocked: 'Does not answer.',
      none: 'This server uses none.',
      unknown: 'This browser does not say.',
    },
    down: { ...speeds, hd: 'Enough to see sharp pictures.' },
    up: { ...speeds, hd: 'Enough to send a sharp picture.' },
  },
  speed: (mbits) => `${mbits} Mbit/s.`,
  atLeast: (mbits) => `${mbits} Mbit/s or more.`,
  rtt: (ms) => `There and back takes ${ms} milliseconds.`,

  desk: {
    title: 'Codes of the test of devices and connection',
    what: 'Callers open the test page and read you a code of ten digits. Type it here to see what their test found.',
    page: 'The test page',
    hint: 'Ten digits, with or without dashes, such as 111-1111-116.',
    wrong: 'This is not a code: a digit was misread or mistyped. Ask again.',
    all: 'What each digit says',
    digit: (place) => `Digit ${place}`,
    last: 'Digit 10 shows whether one was misread.',
  },
}
