import type { Texts } from '../vi/hosts.ts'

export const texts: Texts = {
  title: 'Guide for hosts',
  what: 'Every meeting has a password and a lobby; nobody joins before you agree. Co-hosts can do what is under “The lobby” and “During the meeting”.',
  sections: {
    before: {
      title: 'Before the meeting',
      steps: [
        'Sign in, press [account.nav.newMeeting], type the title, choose a time if there is one, and press [meetings.create.submit]. To meet right now, press [home.home.quickGo] on the home page.',
        'Press [made.made.copyInvitation] and send it to the people invited, for example by email.',
        'Press [meeting.secret.copyPassword] and send it a different way, for example by phone. It is shown once; if you lose it, change it.',
        'For an important meeting: under [account.nav.meetings], open [meetings.meetings.actions] and choose [meetings.meetings.invites]. Each person gets a link with their name. Choose [meetings.meetings.closeGuests] to turn away guests who choose their own names.',
        'To host from another device than the one that made the meeting: under [meetings.meetings.actions], choose [meetings.meetings.ownLink] and open that link there. It is the key of the meeting, only for you.',
        'Join 15 minutes early, test your microphone and speaker, and appoint a co-host.',
      ],
      picture: {
        name: 'invitation',
        alt: 'The page after a meeting is made: the invitation and the password, each with its own copy button.',
      },
    },
    lobby: {
      title: 'The lobby: judge each person',
      intro: 'Open [room.room.lobby]. People waiting see and hear nothing of the meeting.',
      points: [
        '[people.lobby.admit]: one person joins. You can select several people you are sure of and admit them together.',
        '[people.lobby.refuse]: they can ask again. [people.lobby.refuseBlock]: they cannot, until you unblock them.',
        '[people.lobby.message]: ask, if you are not sure who it is.',
        'Beside the name: [meeting.kinds.account] and [meeting.kinds.invited] are known; [meeting.kinds.guest] is a name and position they typed, so verify them.',
      ],
      picture: {
        name: 'lobby',
        alt: 'The lobby beside the room: the name of the person who asks to enter, with buttons to admit and refuse.',
      },
    },
    flags: {
      title: 'Warnings in the lobby',
      intro:
        'If you see one of these lines, call a number that you already have, not one that the person has just sent.',
      points: [
        '[people.flags.like_host]',
        '[people.flags.like_participant]',
        '[people.flags.like_invitee]',
        '[people.flags.same_name_waiting]',
        '[people.flags.mixed_scripts]',
        '[people.flags.address_of_removed]',
      ],
    },
    encryption: {
      title: 'The keys of the meeting',
      intro:
        'Sound, pictures, shared screens and messages are encrypted in each person’s browser. The keys are in the last part of the link and on the device on which you made the meeting, not on the server.',
      points: [
        'Send the whole link. The line below a name in the lobby: with [sealing.grades.whole] or [sealing.grades.mailed] you can admit the person at once.',
        '[sealing.grades.none]: press [people.lobby.admit], call the person and have them read out the four words on their screen. If every word is the same, press [sealing.compare.match], otherwise [sealing.compare.differ].',
        '[sealing.grades.foreign]: press [people.lobby.refuse] and call the person.',
        'To host from another device: on the device on which you made the meeting, open [account.nav.meetings], take the link made for you and open it on the new device. If you no longer have the old one, press [sealing.elsewhereKeys.renew], then send the link again to everyone.',
        'Press the padlock to see how the keys stand; [sealing.lock.showWords], if you need to be sure that everyone in the room has the same keys.',
      ],
    },
    during: {
      title: 'During the meeting',
      intro:
        'Press the three dots beside a name in [room.room.participants], or open [room.room.host]. The server carries out every command, so nobody’s browser can ignore it.',
      points: [
        'Silence: [people.people.mute], [people.people.cameraOff], or [people.host.muteAll].',
        'Let someone speak: [people.people.giveFloor], afterwards [people.people.takeFloor]. The first hand raised is at the top.',
        'Screen sharing: choose how long under [people.people.shareSection]; stop it with [people.people.revokeShare].',
        'Documents: open [meeting.tools.documents], press [documents.add], then [documents.show]. Let someone else present with [room.documents.allowPresenting]. Documents are deleted at the end unless you choose [documents.keep].',
        '[people.host.lock]: nobody new can ask to join. [people.people.sendBack]: some people wait while the others talk in private.',
        '[people.people.remove]: they cannot rejoin this time. [people.people.removeBlock]: not until you unblock them.',
      ],
      picture: {
        name: 'people',
        alt: 'The list of participants beside the room, with three dots next to each name.',
      },
    },
    modes: {
      title: 'Modes',
      points: [
        '[meeting.modes.discussion.name]: everyone can speak and turn on their camera. For team meetings.',
        '[meeting.modes.conference.name]: only people you invite can speak. For many rooms at once.',
        '[meeting.modes.lecture.name]: one person speaks at a time; there is a list of speakers, and questions in writing.',
      ],
    },
    votes: {
      title: 'Votes',
      steps: [
        'Open [meeting.tools.votes] and press [votes.ask]. Type the question; choose open or [votes.secret]; choose what it takes to pass.',
        'Check how many people can vote before you open it. Guests can vote only if you choose [votes.guests].',
        'Press [votes.close]. Open [votes.record] to print or save it. A secret vote needs at least 3 people.',
      ],
    },
    record: {
      title: 'Record the meeting',
      steps: [
        'Only if the operator has turned it on. First make a key on the page [account.nav.recordings] and keep the secret key safe.',
        'Open [room.room.host] and press [room.recording.ask]. Everyone is asked; those who do not agree stay, without audio and video.',
        'Press [recording.asking.begin] and keep the page open. Press [recording.running.stop] at the end. If one person takes their consent back, recording stops at once.',
      ],
    },
    leak: {
      title: 'When something has leaked',
      intro:
        'Open [room.room.host], press [people.host.leak], select the people to remove if you know them, and press [meeting.leak.submit]. The server then does this at once:',
      points: [
        '[meeting.leak.lock]',
        '[meeting.leak.silence]',
        '[meeting.leak.shares]',
        '[meeting.leak.password]',
        'Then tell the operator and the security officer. The meeting’s log is the evidence; do not delete anything.',
      ],
    },
    end: {
      title: 'End',
      points: [
        'Press [room.room.leave], then [room.room.endForAll]: everyone leaves, and nobody can rejoin.',
        '[room.room.leaveOnly]: the meeting closes after 15 minutes without a host. If someone else should go on, choose [people.people.handOver] before you leave.',
        'After the scheduled end, people stay but nobody else is admitted; press the button to extend if you need to.',
        'Attendance, vote results, documents kept and the log: under [account.nav.meetings], [meetings.meetings.actions].',
      ],
    },
  },
}
