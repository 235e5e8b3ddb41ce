import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/people.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  hours: {
    closing: (time) =>
      `The meeting is scheduled to end at ${time}. People in the meeting can continue; after that, nobody else is admitted.`,
    prolong: (minutes) => `Extend by ${minutes} minutes`,
  },

  people: {
    title: (n) => `People (${n})`,
    hands: 'Hands raised',
    turns: (n) => plural(n, { one: 'Called to speak once', other: `Called to speak ${n} times` }),
    actionsFor: (name) => `Actions for ${name}`,
    groups: {
      look: 'Picture',
      speaking: 'Speaking',
      share: 'Sharing and presenting',
      role: 'Role',
      out: 'Leaving',
    },
    mute: 'Mute',
    muteNamed: (name) => `Mute ${name}`,
    micOn: 'Microphone on',
    cameraOff: 'Turn camera off',
    lowerHand: 'Lower hand',
    lowerAllHands: 'Lower all hands',
    handLowered: (name) => `${name} lowered your hand.`,
    others: 'Everyone else',
    giveFloor: 'Give the floor',
    takeFloor: 'Take the floor back',
    shareSection: 'Allow screen sharing',
    shareNoLimit: 'No time limit',
    shareMinutes: (n) => plural(n, { one: 'For 1 minute', other: `For ${n} minutes` }),
    revokeShare: 'Revoke screen sharing',
    mayShare: 'Can share their screen',
    mayShareUntil: (time) => `Can share until ${time}`,
    makeCohost: 'Make co-host',
    makeCohostTitle: (name) => `Make ${name} a co-host?`,
    makeCohostBody:
      'This guest chose their own name and position; the server has not verified them. Co-hosts admit people, mute them, and remove them from the meeting.',
    makeCohostSubmit: 'Make co-host',
    unmakeCohost: 'Remove as co-host',
    handOver: 'Make host',
    handOverTitle: (name) => `Make ${name} the host?`,
    handOverBody: 'You will no longer be the host. Only they can give it back to you.',
    sendBack: 'Send to the lobby',
    sendBackTitle: (name) => `Send ${name} to the lobby?`,
    sendBackAllTitle: 'Send to the lobby',
    sendBackBody:
      'Their microphone, camera, and shared screen stop right away. They wait in the lobby until you admit them again.',
    sendBackSubmit: (count) =>
      count === 1 ? 'Send 1 person to the lobby' : `Send ${count} people to the lobby`,
    whoStays: 'Who stays in the meeting',
    remove: 'Remove from the meeting',
    removeTitle: (name) => `Remove ${name} from the meeting?`,
    removeBody: 'They are disconnected immediately and cannot rejoin during this meeting.',
    removeSubmit: 'Remove',
    removeBlock: 'Remove and block',
    removeBlockTitle: (name) => `Remove and block ${name}?`,
    removeBlockBody: 'They are disconnected immediately and stay blocked until you unblock them.',
    messageLabel: 'Message (optional)',
    accountNeeded: 'Guests cannot be hosts; they need an account.',
  },

  lobby: {
    look: 'View',
    lookNamed: 'View the lobby',
    title: (n) => `Lobby (${n})`,
    empty: 'Nobody is waiting.',
    who: 'People waiting',
    since: (time) => `Waiting since ${time}`,
    away: 'Connection lost',
    select: (name) => `Select ${name}`,
    admit: 'Admit',
    admitNamed: (name) => `Admit: ${name}`,
    refuse: 'Deny',
    refuseNamed: (name) => `Deny: ${name}`,
    more: 'More',
    moreNamed: (name) => `More: ${name}`,
    refuseBlock: 'Deny and block',
    refuseBlockTitle: (name) => `Deny and block ${name}?`,
    refuseBlockBody: 'They cannot ask to join again until you unblock them.',
    message: 'Send a message',
    admitWithMessage: 'Admit with a message',
    admitTitle: (name) => `Admit ${name}?`,
    refuseWithMessage: 'Deny with a message',
    refuseTitle: (name) => `Deny ${name}?`,
    messageTitle: (name) => `Message to ${name}`,
    messageLabel: 'Message',
    messageSend: 'Send',
    admitTicked: (n) => (n === 0 ? 'Admit selected people' : `Admit ${n} selected`),
    knock: (name) => `${name} is waiting to join.`,
    knocks: (n) => `${people(n)} ${plural(n, { one: 'is', other: 'are' })} waiting to join.`,
  },

  flags: {
    like_host: 'The name resembles the host’s or a co-host’s. Verify by phone.',
    like_participant: 'The name resembles someone in the meeting.',
    like_invitee:
      'The name resembles someone with a personal invitation who is not here yet. Verify who it is.',
    same_name_waiting: 'Someone else with this name is waiting.',
    mixed_scripts: 'The name mixes look-alike letters from different alphabets. Verify who it is.',
    address_of_removed: 'Same network address as someone who was removed.',
  },

  chat: {
    title: 'Chat',
    log: 'Messages',
    empty:
      'No messages yet. Messages are end-to-end encrypted: people who join later cannot read earlier ones.',
    unreadable: 'This message could not be opened.',
    write: 'Write a message',
    send: 'Send message',
    off: 'The host has turned off chat.',
    tooLong: (max) => `The message is longer than ${max} characters.`,
    to: 'To',
    toAll: 'Everyone',
    toHosts: 'Host and co-hosts only',
    toAnnounce: 'Announcement to everyone',
    toOne: (name) => `${name}, the host and co-hosts`,
    toHostsMark: 'To the host and co-hosts',
    toOneMark: (name) => `To ${name}, the host and co-hosts`,
    announcement: 'Announcement',
    announced: (name, text) => `Announcement from ${name}: ${text}`,
    reply: (name) => `Reply to ${name}`,
    openTitle: (host) => `Open ${host}?`,
    openBody:
      'A participant sent this link, and it leads outside the meeting. Open it only if you know the site.',
    open: 'Open site',
  },

  host: {
    title: 'Host controls',
    mode: 'Mode',
    lock: 'Lock the meeting',
    lockWhat: 'Nobody new can ask to join.',
    chat: 'Allow chat',
    announce: 'Send everyone an announcement',
    muteAll: 'Mute everyone',
    mutedAll: 'Everyone was muted.',
    sendBack: 'Send to the lobby…',
    renew: 'Change password',
    leak: 'Something has leaked',
    end: 'End for everyone',
    endTitle: 'End the meeting for everyone?',
    endBody: 'Everyone has to leave immediately and nobody can rejoin.',
    endSubmit: 'End meeting',
  },

  notices: {
    title: 'Needs your attention',
    shareRequested: (name) => `${name} is asking to share their screen.`,
    grant: 'Allow sharing',
    knockWhileLocked: (name, count) =>
      `${plural(count, { one: `${name} wants to join`, other: `${count} attempts to join, the last by ${name}` })}, but the meeting is locked.`,
    startFailed: (name) =>
      `${name} was admitted, but their browser could not start the meeting. Ask them to use a newer browser.`,
    wrongPasswords: (count) =>
      `The wrong meeting password was entered ${plural(count, { one: 'once', other: `${count} times` })}.`,
    lock: 'Lock the meeting',
    renew: 'Change password',
    turnedAwayFull: (name, count) =>
      `The meeting is full: ${plural(count, { one: `${name} was turned away`, other: `${count} attempts to join failed, the last by ${name}` })}.`,
    inviteTwoNetworks: (name) =>
      `${name}’s invitation was used from two networks. It may have fallen into the wrong hands.`,
    revokeTitle: (name: string) => `Revoke ${name}’s invite?`,
    revokeBody:
      'The link stops working at once. A person who is in the meeting with it is removed.',
    revokeInvite: 'Revoke the invitation',
  },

  ownEvents: {
    microphone: {
      host: 'The host muted you.',
      mode: 'The mode changed; your microphone is off.',
      share_revoked: 'Your microphone is off.',
      share_expired: 'Your microphone is off.',
      host_absent: 'The host is away; your microphone is off.',
      recording: 'The meeting is being recorded and you have not agreed; your microphone is off.',
      bitrate_exceeded: 'Your microphone sent too much data, so the server turned it off.',
    },
    camera: {
      host: 'The host turned your camera off.',
      mode: 'The mode changed; your camera is off.',
      share_revoked: 'Your camera is off.',
      share_expired: 'Your camera is off.',
      host_absent: 'The host is away; your camera is off.',
      recording: 'The meeting is being recorded and you have not agreed; your camera is off.',
      bitrate_exceeded: 'Your camera sent too much data, so the server turned it off.',
    },
    screen: {
      host: 'The host stopped your screen sharing.',
      mode: 'The mode changed; your screen sharing has stopped.',
      share_revoked: 'The host revoked your permission to share.',
      share_expired: 'Your screen sharing time is over.',
      host_absent: 'The host is away, so your permission to share has ended.',
      recording:
        'The meeting is being recorded and you have not agreed; your screen sharing has stopped.',
      bitrate_exceeded: 'Your screen sharing sent too much data, so the server stopped it.',
    },
  },
  granted: 'You can now share your screen.',
  floorGiven: 'You have the floor. Turn on your microphone when you are ready.',
}
