import type { Texts } from '../vi/recording.ts'

export const texts: Texts = {
  ask: {
    title: 'Ask to record the meeting',
    what: 'The server asks everyone who is here and whoever comes later. Nothing is recorded until you press “Begin recording”. Your browser records and encrypts before anything leaves it; keep this page open.',
    noKey:
      'You have no key for recordings yet. Make one on the page “Recordings”, put the secret part away, and come back.',
    openPage: 'Open the page “Recordings”',
    submit: 'Ask everyone',
    unsupported: 'This browser cannot record. Use a recent Chrome, Edge or Firefox.',
  },
  text: {
    title: 'Do you agree to this meeting being recorded?',
    asks: (host) => `${host} would like to record picture and sound of this meeting.`,
    points: (days) => [
      'Recorded is what the host sees and hears: picture, voice, name, shared screen and presented documents of those who agreed. The chat is not recorded.',
      'The recording is encrypted in the host’s browser. It can be opened by the host, the office’s archive, and people with an account whom the host names. Every access is logged.',
      `It is deleted after ${days} days at most. Whoever has downloaded it may keep a copy.`,
      'You can withdraw at any time: recording stops at once; what was recorded until then is kept until its date.',
      'Whatever you answer, another participant’s own device can always record; the server cannot prevent that.',
    ],
    agree: 'I agree',
    refuse: 'I do not; stay without picture and sound',
    leave: 'Leave',
    waiting: 'This meeting is being recorded. You get picture and sound once you agree.',
  },
  asking: {
    bar: (agreed, people) =>
      `Asking whether to record: ${agreed} of ${people} agree. Nothing is recorded yet.`,
    open: (names) => `No answer yet: ${names}.`,
    refused: (names) => `Do not agree: ${names}.`,
    aside: 'While it records they are without picture and sound.',
    begin: 'Begin recording',
    beginAnyway: 'Begin recording without them',
    cancel: 'Do not record',
    starting: 'Preparing to record…',
  },
  running: {
    withdraw: 'Withdraw consent',
    withdrawTitle: 'Withdraw your consent and stop the recording?',
    withdrawWhat:
      'Recording stops at once for everyone. What was recorded until now is kept until its date.',
    stop: 'Stop recording',
    announced: (host) => `This meeting is being recorded, by ${host}.`,
    aside: 'You are outside the recording: no picture and no sound.',
    join: 'Answer again',
    behind: (pieces) => `Slow line: ${pieces} pieces wait to be sent.`,
  },
  stopped: {
    host: 'Recording has stopped. The meeting is no longer recorded.',
    withdrawn: 'Somebody has withdrawn their consent. Recording has stopped.',
    recorder_gone: 'Whoever recorded has left or is no longer the host. Recording has stopped.',
    switched_off: 'The operator has switched recording off on this server. Recording has stopped.',
    full: 'The recording has reached its limit, or the server has no room. Recording has stopped.',
    failed: 'Recording could not begin.',
    restart: 'The server was restarted. Recording has stopped.',
  },
  notBegun: 'The host no longer asks to record. Nothing was recorded.',
  finishing: 'Sending the rest of the recording. Please do not close this page.',
  orphaned:
    'The page that recorded was closed or reloaded, so recording has stopped. What was sent can be played; to go on, ask again.',
  lost: 'The recording could not be sent any more, so it has stopped. What was sent can be played.',
  library: {
    nav: 'Recordings',
    title: 'Recordings of meetings',
    intro:
      'The server keeps ciphertext alone and cannot open it. Recordings are decrypted in this browser with your secret key.',
    off: 'This server records no meeting.',
    empty: 'There is no recording yet.',
    keyTitle: 'Your key for recordings',
    keyNone:
      'You have no key yet. You need one to record a meeting, and for others to share a recording with you.',
    keyHave: (recipient) => `Your public key: ${recipient}`,
    keyMake: 'Make a key',
    keyMakeNew: 'Make a new key',
    keyNewWhat:
      'The new key is for recordings from now on; older ones still need the older secret key. Keep both.',
    keyMade:
      'This is the secret key, shown once and never sent to the server. Put it in a safe place, such as a password manager. If it is lost, only the office’s archive can open your recordings.',
    keySecret: 'Secret key',
    keyCopy: 'Copy the key',
    keySaved: 'I have put the secret key away',
    unlock: 'Enter the secret key',
    unlockHint: 'It begins with AGE-SECRET-KEY-1. It stays in this page and is sent nowhere.',
    unlockWrong: 'This key does not open the recording.',
    play: 'Play',
    download: 'Download',
    working: (done, all) => `Decrypting: ${done} of ${all} pieces`,
    damaged: 'The recording is damaged, or a piece is missing.',
    running: 'Recording now',
    host: (name) => `Recorded by ${name}`,
    expires: (date) => `Deleted on ${date}`,
    length: (minutes) =>
      minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`,
    readers: (names) => `May be opened by: ${names}`,
    share: 'Let somebody else open it',
    shareWith: 'Who may open it',
    shareNobody: 'Nobody else has a key yet. Whoever is to open it makes one on this page first.',
    shareWhat:
      'The recording’s key is encrypted for this person alone. It cannot be taken back from somebody who has downloaded it.',
    shareSubmit: 'Let them open it',
    remove: 'Delete',
    removeTitle: 'Delete this recording?',
    removeWhat: 'It is deleted from the server for everyone and cannot be brought back.',
    player: (title) => `Recording: ${title}`,
  },
}
