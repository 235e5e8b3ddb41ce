import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/people.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  hours: {
    closing: (time) =>
      `By its schedule the meeting ends at ${time}. Those inside can go on; after that nobody else is let in.`,
    prolong: (minutes) => `Prolong by ${minutes} minutes`,
  },

  people: {
    title: (n) => `People (${n})`,
    hands: 'Hands raised',
    turns: (n) => plural(n, { one: 'Was called upon once', other: `Was called upon ${n} times` }),
    actionsFor: (name) => `Actions for ${name}`,
    mute: 'Mute',
    cameraOff: 'Turn camera off',
    lowerHand: 'Lower hand',
    giveFloor: 'Give the floor',
    takeFloor: 'Take the floor back',
    shareSection: 'Allow screen sharing',
    shareNoLimit: 'Without time limit',
    shareMinutes: (n) => plural(n, { one: 'For 1 minute', other: `For ${n} minutes` }),
    revokeShare: 'Revoke screen sharing',
    mayShare: 'May share their screen',
    mayShareUntil: (time) => `May share until ${time}`,
    makeCohost: 'Make co-host',
    unmakeCohost: 'No longer co-host',
    handOver: 'Hand over the meeting',
    handOverTitle: (name) => `Hand the meeting over to ${name}?`,
    handOverBody: 'You will no longer be the host. Only they can hand it back.',
    remove: 'Remove from the meeting',
    removeTitle: (name) => `Remove ${name} from the meeting?`,
    removeBody: 'They are cut off at once and cannot return with their present entry.',
    removeSubmit: 'Remove',
    removeBlock: 'Remove and block',
    removeBlockTitle: (name) => `Remove and block ${name}?`,
    removeBlockBody: 'They are cut off at once and stay blocked until you lift the block.',
    messageLabel: 'Message (optional)',
    accountNeeded: 'Guests cannot be hosts; an account is needed.',
  },

  lobby: {
    title: (n) => `Lobby (${n})`,
    empty: 'Nobody is waiting.',
    who: 'People waiting',
    since: (time) => `Waiting since ${time}`,
    away: 'Connection lost',
    select: (name) => `Select ${name}`,
    admit: 'Admit',
    admitNamed: (name) => `Admit: ${name}`,
    refuse: 'Refuse',
    refuseNamed: (name) => `Refuse: ${name}`,
    more: 'More',
    moreNamed: (name) => `More: ${name}`,
    refuseBlock: 'Refuse and block',
    refuseBlockTitle: (name) => `Refuse and block ${name}?`,
    refuseBlockBody: 'They cannot ask again until you lift the block.',
    message: 'Send a message',
    admitWithMessage: 'Admit with a message',
    admitTitle: (name) => `Admit ${name}?`,
    refuseWithMessage: 'Refuse with a message',
    refuseTitle: (name) => `Refuse ${name}?`,
    messageTitle: (name) => `Message to ${name}`,
    messageLabel: 'Message',
    messageSend: 'Send',
    admitTicked: (n) => (n === 0 ? 'Admit selected people' : `Admit ${n} selected`),
    knock: (name) => `${name} is waiting to come in.`,
    knocks: (n) => `${people(n)} ${plural(n, { one: 'is', other: 'are' })} waiting to come in.`,
  },

  flags: {
    like_host: 'The name resembles a host. Check by phone.',
    like_participant: 'The name resembles someone in the meeting.',
    like_invitee:
      'The name resembles someone with a personal invite who is not here. Check who it is.',
    same_name_waiting: 'Someone else with this name is waiting.',
    mixed_scripts: 'The name mixes look-alike letters from different alphabets. Check who it is.',
    address_of_removed: 'Same network address as someone who was removed.',
  },

  chat: {
    title: 'Chat',
    log: 'Messages',
    empty: 'No messages yet. They exist only while the meeting runs.',
    write: 'Write a message',
    send: 'Send message',
    off: 'The host has turned chat off.',
    tooLong: (max) => `The message is longer than ${max} characters.`,
    to: 'To',
    toAll: 'Everyone',
    toHosts: 'Hosts only',
    toAnnounce: 'Announcement to everyone',
    toOne: (name) => `${name} and the hosts only`,
    toHostsMark: 'Hosts only',
    toOneMark: (name) => `Only ${name}`,
    announcement: 'Announcement',
    announced: (name, text) => `${name} announces: ${text}`,
    reply: (name) => `Reply to ${name} only`,
    openTitle: (host) => `Open ${host}?`,
    openBody:
      'A participant sent this link, and it leads out of the meeting. Open it only if you know the site.',
    open: 'Open the site',
  },

  host: {
    title: 'Host controls',
    mode: 'Mode',
    lock: 'Lock the meeting',
    lockWhat: 'Nobody new can ask to come in.',
    chat: 'Allow chat',
    muteAll: 'Mute everyone',
    mutedAll: 'Everyone was muted.',
    renew: 'Change password',
    leak: 'Something has leaked',
    end: 'End for everyone',
    endTitle: 'End the meeting for everyone?',
    endBody: 'Everyone has to leave at once and nobody can come back.',
    endSubmit: 'End meeting',
  },

  notices: {
    title: 'To be seen now',
    shareRequested: (name) => `${name} asks to share their screen.`,
    grant: 'Allow sharing',
    knockWhileLocked: (name, count) =>
      `${plural(count, { one: `${name} wants to come in`, other: `${count} attempts to come in, the last by ${name}` })}, but the meeting is locked.`,
    startFailed: (name) =>
      `${name} was admitted, but their browser could not start the meeting. Ask them to use a newer browser.`,
    wrongPasswords: (count) =>
      `The meeting password was entered wrongly ${plural(count, { one: 'once', other: `${count} times` })}.`,
    lock: 'Lock the meeting',
    renew: 'Change password',
    turnedAwayFull: (name, count) =>
      `The meeting is full: ${plural(count, { one: `${name} was turned away`, other: `${count} attempts to join, the last by ${name}` })}.`,
    inviteTwoNetworks: (name) =>
      `The invite of ${name} was used from two networks. It may have got into other hands.`,
    revokeInvite: 'Revoke the invite',
  },

  ownEvents: {
    microphone: {
      host: 'The host muted you.',
      mode: 'The mode changed; your microphone is off.',
      share_revoked: 'Your microphone is off.',
      share_expired: 'Your microphone is off.',
      host_absent: 'The host is away; your microphone is off.',
      recording: 'The meeting is being recorded and you have not agreed; your microphone is off.',
      overrun: 'Your microphone sent far too much data, so the server turned it off.',
    },
    camera: {
      host: 'The host turned your camera off.',
      mode: 'The mode changed; your camera is off.',
      share_revoked: 'Your camera is off.',
      share_expired: 'Your camera is off.',
      host_absent: 'The host is away; your camera is off.',
      recording: 'The meeting is being recorded and you have not agreed; your camera is off.',
      overrun: 'Your camera sent far too much data, so the server turned it off.',
    },
    screen: {
      host: 'The host stopped your screen sharing.',
      mode: 'The mode changed; your screen sharing has stopped.',
      share_revoked: 'The host withdrew your permission to share.',
      share_expired: 'Your time for sharing is over.',
      host_absent: 'The host is away, so permission to share has lapsed.',
      recording:
        'The meeting is being recorded and you have not agreed; your screen is no longer shared.',
      overrun: 'Your screen sent far too much data, so the server stopped it.',
    },
  },
  granted: 'You may share your screen now.',
  floorGiven: 'You have the floor. Turn on your microphone when ready.',
}
