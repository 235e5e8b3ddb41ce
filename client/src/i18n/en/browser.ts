import type { Texts } from '../vi/browser.ts'

export const texts: Texts = {
  title: 'This browser can’t join the meeting',
  missing: {
    calls:
      'This browser lacks, or is not allowed to use, what carries pictures and sound (WebRTC), so you would hear and see nothing.',
    secure:
      'This page was not opened over https, so the browser does not allow it to encrypt the meeting or to use microphone and camera. Please ask the organizer for a link that begins with https.',
    sealing: 'This browser can’t encrypt the meeting.',
    sockets:
      'This browser lacks, or is not allowed to use, a permanent connection to the server (WebSocket).',
    devices:
      'This browser does not give access to microphone and camera. You can only listen and watch; to speak, please use another browser.',
  },
  floor:
    'Browsers for meetings: Chrome and Edge 109 or newer (109 is the last for Windows 7 and 8.1), Firefox 128 or newer, Safari 17 or newer (iPhone and iPad with iOS 17).',
  cannotStart: 'This browser can’t open the meeting; it may be too old. Please update it.',
  todo: 'How to join',
  copy: 'Copy the link',

  inside: {
    title: 'Please open this page in your phone’s browser',
    hint: (app) =>
      `This page is open inside ${app}. If you can’t hear or see anything, or can’t turn on microphone or camera, please open it in your phone’s browser.`,
    how: 'Show how',
    other: 'another app',
    steps: {
      zalo: [
        'Tap the three dots at the top right.',
        'Choose “Open in browser” (on some phones “Open in Safari” or “Open in Chrome”).',
      ],
      facebook: [
        'Tap the three dots in the corner of the screen.',
        'Choose “Open in external browser” (on some phones “Open in Safari” or “Open in Chrome”).',
      ],
      line: [
        'Tap the three dots in the corner of the screen.',
        'Choose “Open in other browser” or “Open in default browser”.',
      ],
      other: [
        'Tap the three dots or the share button in the corner of the screen.',
        'Choose “Open in browser”, “Open in Safari” or “Open in Chrome”.',
      ],
    },
    otherwise: (browser) =>
      `If there is no such entry: tap “Copy the link”, open ${browser}, and paste it into the address bar.`,
  },

  iphone: [
    'Tap “Copy the link”.',
    'Open Safari, hold your finger on the address bar, and choose “Paste and Go”.',
    'If Safari can’t join either: open Settings, General, Software Update, and update to iOS 17 or newer.',
  ],
  safari: [
    'Open Settings, General, Software Update, and update to iOS 17 or newer.',
    'If this device can’t be updated to iOS 17: please use another phone or a computer.',
  ],
  android: [
    'Update Chrome in the Play Store, then open the link in Chrome again.',
    'If that does not help: please use another phone or a computer.',
  ],
  computer: [
    'If you opened the link in a messaging or email app, please copy it and paste it into the browser of your device.',
    'If the browser is old, please update it. Windows 7 and 8.1 have Chrome 109; Firefox 115 on them can’t join.',
    'On an office computer, a policy may have turned this off: please ask your IT department.',
  ],
}
