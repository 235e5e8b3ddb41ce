import type { Texts } from '../vi/recording.ts'

export const texts: Texts = {
  ask: {
    title: 'Ask to record the meeting',
    what: 'The server asks everyone here and anyone who joins later. Nothing is recorded until you press “Start recording”. Your browser records and encrypts before sending anything; keep this page open.',
    noKey:
      'You don’t have a key for recordings yet. Create one on the “Recordings” page, store the secret key safely, and come back.',
    openPage: 'Open the “Recordings” page',
    submit: 'Ask everyone',
    unsupported: 'This browser cannot record. Use a current version of Chrome, Edge or Firefox.',
  },
  text: {
    title: 'Do you agree to this meeting being recorded?',
    asks: (host) => `${host} wants to record the video and audio of this meeting.`,
    points: (days) => [
      'The recording contains what the host sees and hears: video, audio, names, shared screens and presented documents of those who agreed. Chat is not recorded.',
      'The recording is encrypted in the host’s browser. It can be opened by the host, the office’s archive, and people with an account whom the host names. Every access is logged.',
      `The recording is deleted automatically after ${days} days at most. Anyone who has downloaded it may keep a copy.`,
      'You can withdraw your consent at any time: recording stops immediately; what was recorded until then is kept until its deletion date.',
      'Whatever you answer, other participants’ devices can still record on their own; the server cannot prevent that.',
    ],
    agree: 'I agree',
    refuse: 'I don’t agree; stay without audio and video',
    leave: 'Leave',
    waiting: 'This meeting is being recorded. You get audio and video once you agree.',
  },
  asking: {
    bar: (agreed, people) =>
      `Asking for consent to record: ${agreed} of ${people} agree. Not recording yet.`,
    open: (names) => `No answer yet: ${names}.`,
    refused: (names) => `Did not agree: ${names}.`,
    aside: 'During recording, they have no audio or video.',
    begin: 'Start recording',
    beginAnyway: 'Start recording without them',
    cancel: 'Don’t record',
    starting: 'Preparing to record…',
  },
  running: {
    withdraw: 'Withdraw consent',
    withdrawTitle: 'Withdraw consent and stop recording?',
    withdrawWhat:
      'Recording stops immediately for everyone. What was recorded so far is kept until its deletion date.',
    stop: 'Stop recording',
    announced: (host) => `This meeting is being recorded by ${host}.`,
    aside: 'You are not part of the recording: no audio or video.',
    join: 'Answer again',
    behind: (pieces) => `Slow connection: ${pieces} segments still to send.`,
  },
  stopped: {
    host: 'Recording has stopped. The meeting is no longer recorded.',
    withdrawn: 'Someone withdrew their consent. Recording has stopped.',
    recorder_gone: 'The person recording left or is no longer the host. Recording has stopped.',
    switched_off: 'The operator has turned off recording on this server. Recording has stopped.',
    full: 'The recording has reached its limit, or the server is out of space. Recording has stopped.',
    failed: 'Recording could not start.',
    restart: 'The server was restarted. Recording has stopped.',
  },
  notBegun: 'The host canceled the request to record. Nothing was recorded.',
  finishing: 'Sending the rest of the recording. Please do not close this page.',
  orphaned:
    'The page that was recording was closed or reloaded, so recording has stopped. What was sent can be played; to continue, ask to record again.',
  lost: 'The rest of the recording could not be sent, so recording has stopped. What was sent can be played.',
  library: {
    nav: 'Recordings',
    title: 'Meeting recordings',
    intro:
      'The server stores only encrypted recordings and cannot open them. They are decrypted in this browser with your secret key.',
    off: 'This server does not record meetings.',
    empty: 'There are no recordings yet.',
    keyTitle: 'Your key for recordings',
    keyNone:
      'You don’t have a key yet. You need one to record a meeting and for others to share recordings with you.',
    keyHave: (recipient) => `Your public key: ${recipient}`,
    keyMake: 'Create key',
    keyMakeNew: 'Create a new key',
    keyNewWhat:
      'The new key is used for recordings from now on; older ones still need the old secret key. Keep both.',
    keyMade:
      'This is your secret key. It is shown only once and never sent to the server. Store it somewhere safe, such as a password manager. If you lose it, only the office’s archive can open your recordings.',
    keySecret: 'Secret key',
    keyCopy: 'Copy key',
    keySaved: 'I have stored the secret key',
    unlock: 'Enter the secret key',
    unlockHint: 'It begins with AGE-SECRET-KEY-1. It stays on this page and is not sent anywhere.',
    unlockWrong: 'This key does not open the recording.',
    play: 'Play',
    download: 'Download',
    working: (done, all) => `Decrypting: ${done} of ${all} segments`,
    damaged: 'The recording is damaged, or a segment is missing.',
    running: 'Recording',
    host: (name) => `Recorded by ${name}`,
    expires: (date) => `Deleted on ${date}`,
    length: (minutes) =>
      minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`,
    readers: (names) => `Can be viewed by: ${names}`,
    share: 'Allow someone else to view',
    shareWith: 'Who can view it',
    shareNobody: 'Nobody else has a key yet. The person must first create a key on this page.',
    shareWhat:
      'The recording’s key is encrypted for this person only. It cannot be taken back once they have downloaded the recording.',
    shareSubmit: 'Allow viewing',
    remove: 'Delete',
    removeTitle: 'Delete this recording?',
    removeWhat: 'It is deleted from the server for everyone and cannot be restored.',
    player: (title) => `Recording: ${title}`,
  },
}
