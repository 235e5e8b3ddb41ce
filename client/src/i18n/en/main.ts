import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/main.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  appName: 'An Họp',
  tagline: 'Secure video meetings for public offices',

  common: {
    loading: 'Loading…',
    sending: 'Sending…',
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    copied: 'Copied',
    copyFailed: 'Copying failed. Select the text and copy it yourself.',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    required: 'Please fill in this field.',
    language: 'Language',
    skipToContent: 'Skip to main content',
    mainNavigation: 'Main navigation',
    dismissMessage: 'Dismiss message',
    messages: 'Messages',
    retryIn: (seconds) =>
      `Try again in ${seconds} ${plural(seconds, { one: 'second', other: 'seconds' })}.`,
    theme: 'Appearance',
    themes: { system: 'Use system setting', light: 'Light', dark: 'Dark' },
    rule: (rule) => `Rule ${rule}.`,
    atLeast: (count) => `The password is too short: use at least ${count} characters.`,
  },

  help: { desk: 'Need help?', guides: 'Guides', remedy: 'What to do' },

  check: 'Test devices and connection',

  join: {
    title: 'Join the meeting',
    name: 'Full name',
    nameHint: 'Others see this name marked “Guest, unverified”.',
    position: 'Position and office (optional)',
    positionHint: 'For example: Deputy Director, Department of Finance.',
    password: 'Meeting password',
    passwordHint:
      'The organizer sent it to you separately from the link. In one that the system suggested, capitals, accents and spaces do not matter.',
    invitedAs: (name) => `You are invited as ${name}.`,
    invitedUnnamed: 'You’re joining with a personal invitation, under the name in it.',
    inviteBroken: 'The invitation link is incomplete. Please copy the whole link again.',
    linkCut:
      'The end of the link is missing. Please ask for the whole link again. If you go on, the host will compare four words with you.',
    keyHere: 'This browser now has the key of the meeting.',
    withoutInvite: 'Join without the invitation',
    signedInAs: (name) => `You are signed in as ${name}.`,
    notHost: 'You are not the host of this meeting. Please enter the meeting password.',
    submit: 'Join the meeting',
    whoSees: 'Who sees what',
    seesLobby:
      'Until you are admitted, you wait in the lobby and the host sees only your name, position and office.',
    seesRoom: 'Once you are in, everyone in the meeting can see those, see you and hear you.',
    notRecorded: 'The server does not record you unless you agree.',
    captureWarning: 'Software cannot stop participants from capturing their own screens.',
    passwordChanged: 'The host changed the password. Please enter the new one.',
    ticketInvalid:
      'Your session in this meeting is no longer valid. Please enter your name and password again.',
    unreachable: 'Can’t reach the server. Check your network and try again.',
    returning: 'Returning to the meeting…',
    connecting: 'Connecting…',
  },

  devices: {
    title: 'Camera and microphone',
    explain:
      'The browser will ask for permission to use your camera and microphone. Nothing is sent until you are admitted. You can also join without them.',
    willAsk: {
      microphone:
        'The browser will ask to use your microphone. Choose Allow so that others can hear you.',
      camera: 'The browser will ask to use your camera. Choose Allow so that others can see you.',
    },
    start: 'Turn on camera and microphone',
    starting: 'Opening devices…',
    cameraOff: 'Camera is off',
    previewOf: 'Your video',
    turnCameraOn: 'Turn camera on',
    turnCameraOff: 'Turn camera off',
    turnMicrophoneOn: 'Turn microphone on',
    turnMicrophoneOff: 'Turn microphone off',
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    defaultDevice: 'System default',
    unnamed: (n) => `Device ${n}`,
    level: 'Microphone level',
    levelHint: 'Say something: this bar should move.',
    withoutDevices: 'You can still join to listen and watch.',
    cameraProblem: (why) => `Camera: ${why}`,
    microphoneProblem: (why) => `Microphone: ${why}`,
    shareProblem: (why) => `Screen sharing: ${why}`,
  },

  speakerTest: {
    play: 'Test speaker',
    playing: 'Playing two notes…',
    question: 'Did you hear two notes?',
    yes: 'Yes, clearly',
    no: 'No',
    heard: 'The speaker works.',
    unheard:
      'Turn up the volume, check the speaker or headset cable, choose another speaker if there is one, then try again.',
    help: 'What to do when you hear nothing',
    failed: 'The browser can’t play sound on this speaker. Choose another one and try again.',
  },

  deviceChanges: {
    lost: (gone, now) => `“${gone}” was disconnected. Using “${now}” instead.`,
    back: (name) => `“${name}” is connected again and in use.`,
    speakerLost: 'The chosen speaker was disconnected. Sound now plays on the system speaker.',
    speakerBack: 'The chosen speaker is connected again.',
  },

  deviceErrors: {
    denied:
      'The browser blocked this. Click the lock icon next to the address, choose Allow, and try again.',
    not_found: 'No device found. Check that it is plugged in and try again.',
    in_use: 'Another program is using the device. Close that program and try again.',
    cancelled: 'You canceled.',
    insecure: 'Browsers allow the camera and microphone only on https pages.',
    effect:
      'Background blur or noise suppression could not start, so the device was not turned on. Turn that option off or try again.',
    too_slow:
      'This computer could not keep up with background blur, so the camera was turned off to keep your background hidden. Turn blur off, then turn the camera on again.',
    not_granted: 'The host has not allowed you to do this.',
    share_taken: 'Someone else is sharing their screen. Wait until they stop.',
    unknown: 'The device could not be opened. Try again or choose another one.',
  },

  waiting: {
    title: 'Waiting for the host',
    body: 'The host will decide. You don’t need to do anything; this page changes automatically when you are admitted.',
    returnedTitle: 'You were sent back to the lobby',
    returnedBody:
      'The host asked you to wait for a while. You do not need to do anything; this page changes when you are admitted again.',
    messageFrom: 'Message from the host',
    leave: 'Leave the lobby',
  },

  link: {
    lost: 'Connection lost. Reconnecting…',
    offline:
      'Your computer has no network. Please check the cable or Wi-Fi; the meeting reconnects automatically when the network is back.',
    unheard: 'Until then, people may not hear or see you.',
    back: 'Reconnected.',
    restarting: 'The server is restarting. You’ll be reconnected automatically.',
  },

  input: {
    fields: {
      name: 'Name',
      position: 'Position and office',
      names: 'Names',
      title: 'Title',
      text: 'Text',
      message: 'Message',
      question: 'Question',
      choices: 'Choices',
      agenda: 'Agenda',
      username: 'Username',
      password: 'Password',
      current: 'Current password',
      people: 'People',
      start: 'Start',
      minutes: 'Minutes',
      count: 'Number',
      until: 'Last day',
      days: 'Days',
      zone: 'Time zone',
      to: 'Email address',
      code: 'Code',
      totp: 'Code',
      recovery: 'Recovery code',
    },
    used: (used, most) => `${used} of ${most} characters`,
    item: (field, n) => `${field}, item ${n}`,
    empty: (field) => `Please fill in “${field}”.`,
    tooLong: (field, most) => `“${field}” is too long: ${most} characters at most.`,
    hidden: (field) => `“${field}” contains hidden characters. Please type it instead of pasting.`,
    invalid: (field) => `“${field}” is not valid. Please check it.`,
  },

  errors: {
    outdated_page: 'This page is from another version of the server. Please reload it.',
    invalid_input: 'Some of the information is not valid. Please check it.',
    too_large: 'This exceeds what the server allows.',
    rate_limited: 'You are going too fast.',
    wrong_phase: 'This can’t be done right now.',
    forbidden: 'You are not allowed to do this.',
    not_found: 'Not found.',
    meeting_over: 'This meeting is over.',
    own_account: 'You can’t do this to your own account. Ask another operator.',
    too_many_factors: 'This account has as many second factors as it can. Remove one first.',
    factor_known: 'This second factor was added before.',
    no_factor: 'This account has no such second factor yet.',
    not_sso: 'This account does not sign in with your office’s system.',
    too_many_meetings: 'You have too many meetings that have not ended. End some first.',
    no_schedule: 'This meeting has no schedule.',
    time_over: 'This occurrence is over or was canceled.',
    nothing_to_extend:
      'There is no meeting time to extend right now, or it can’t be extended further.',
    mail_queued: 'This invitation is being sent already.',
    out_of_order: 'The data arrived out of order. Try sending it again from the start.',
    wrong_mode: 'The current meeting mode does not have this.',
    already_granted: 'You can share your screen already.',
    no_floor: 'This person does not have the floor.',
    not_listed: 'This person is no longer on the list of speakers.',
    too_many_votes: 'This meeting has had too many votes.',
    whiteboard: 'A whiteboard has no file to download or keep.',
    page_turned: 'The page was just turned. Try again on the current page.',
    recording_running: 'A recording is in progress. Stop it first.',
    recording_over: 'This recording has stopped.',
    consent_outdated: 'The consent text has changed. Reload the page and answer again.',
    busy: 'The server is busy, or the connection was interrupted.',
    store_unavailable:
      'The server cannot save data right now. Meetings in progress continue; try again in a few seconds.',
    internal:
      'Something went wrong on the server. Try again; if it keeps happening, tell the operator.',
    unauthenticated: 'Your sign-in has expired. Please sign in again.',
    bad_credentials: 'The username or password is wrong.',
    link_invalid:
      'This link or code is no longer valid: it was used or revoked, or has expired. Get a new one.',
    username_taken: 'This username is taken.',
    sso_unavailable:
      'Your office’s sign-in system is not responding. Try again in a few minutes; meetings are not affected.',
    sso_expired: 'This sign-in took too long or was already used. Please sign in again.',
    sso_failed:
      'Signing in with your office’s system failed. Try again; if it keeps happening, tell the operator.',
    sso_not_allowed:
      'Your office’s system has not given you access to this meeting server, or your account is disabled. Contact the operator.',
    sso_account:
      'This account signs in with your office’s system and has no password here. Change the password there.',
    password_too_short: 'The password is too short: use at least 15 characters.',
    password_too_long: 'The password is too long: use at most 128 characters.',
    password_too_weak: 'The password is too easy to guess. Add a few unrelated words.',
    password_too_common: 'This password is too common.',
    password_is_context: 'The password contains the name of the meeting, a person or the office.',
    wrong_password:
      'The password is wrong, the lobby is not open yet, or this meeting does not exist. Check the time and the password you were given.',
    locked_out: 'Too many wrong attempts. You can’t try again for now.',
    blocked: 'The host has blocked you from this meeting.',
    removed: 'You were removed from this meeting.',
    meeting_locked: 'The meeting is locked and admits nobody new. Contact the organizer.',
    meeting_full: 'The meeting is full.',
    server_full: 'The server is full. Please try again later.',
    lobby_full: 'The lobby is full. Wait a few minutes and try again.',
    host_absent: 'No host is here right now, so this is not possible.',
    ticket_invalid:
      'Your session in this meeting is no longer valid. Please enter the password again.',
    target_gone: 'This person is no longer on the list.',
    invite_needed:
      'This meeting admits only guests with a personal invitation and people with an account.',
    accounts_only:
      'Only people with an account can join meetings on this server. Sign in and try again, or contact the organizer.',
    lobby_closed: 'The scheduled time is over. Extend the meeting before admitting anyone.',
    bad_schedule:
      'This schedule is not valid: the time has passed, is too far ahead, or the repeat days don’t include the start date.',
    people_unknown: 'One of the usernames does not exist or is disabled. Check the list.',
    too_loose: 'This rule can’t be looser than the server’s minimum.',
    already_here:
      'You are in this meeting on another device or in another window. Please leave it there first.',
    invite_in_use:
      'This invitation is in use somewhere else. Leave the meeting there first; if that isn’t you, tell the organizer.',
    not_granted: 'The host has not allowed you to do this.',
    share_taken: 'Someone else is sharing their screen.',
    source_kind_mismatch: 'The device sent the wrong kind of signal.',
    sent_too_much: 'This device sent too much data too often and stays off for this meeting.',
    source_taken: 'This device is already in use in the meeting.',
    too_many_tracks: 'You are sending too many audio and video streams.',
    media_failed: 'Audio and video could not be connected. Check your network.',
    chat_off: 'The host has turned off chat.',
    too_many_questions:
      'You have too many unanswered questions. Wait for an answer before asking again.',
    account_needed: 'This is only for people with an account.',
    not_entitled: 'You are not entitled to vote here.',
    already_voted: 'You have voted. A secret ballot cannot be changed.',
    vote_over: 'This vote is over.',
    vote_running: 'A vote is already open. Close it first.',
    too_few_voters: 'A secret vote needs at least 3 people who can vote.',
    document_type:
      'Only PDF, PNG, JPEG and WebP files are accepted. Save Word, Excel or PowerPoint files as PDF first. HTML, SVG and archives are not accepted.',
    document_broken:
      'The file is damaged, incomplete, or has extra data at the end, so it was not accepted. Save it again and retry.',
    document_mixed:
      'This file has other data before, after or inside it, such as an archive, a web page or another PDF, so it was not accepted. Print it to PDF and add that file.',
    document_too_large: 'The image is too large. Make it smaller first.',
    too_many_documents: 'There is no room for more documents. Remove some that you no longer need.',
    already_presented:
      'Someone else is presenting. Wait until they stop, or ask the host to let you present.',
    not_presenting: 'You are not presenting right now.',
    ink_full: 'There are too many drawings on this page. Erase some or go to another page.',
    keys_pending: 'The keys of the meeting are being made. Try again in a moment.',
    not_consented: 'The meeting is being recorded. You get audio and video once you agree.',
    recording_full: 'The recording has reached its limit, or the server is out of space.',
    mail_off: 'This server is not set up to send email.',
    factor_needed:
      'You still need to complete the second sign-in step. Reload the page to continue.',
    proof_needed: 'Confirm that it’s you to continue.',
    bad_code: 'The code is wrong or was already used. Wait for a new one and try again.',
    passkey_refused: 'This passkey was not accepted. Try again or choose another way.',
    factor_required:
      'This account must have at least one second factor. Add another before removing this one.',
    unreachable: 'Can’t reach the server. Check your network and try again.',
  },
}
