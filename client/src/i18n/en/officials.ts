import type { Texts } from '../vi/officials.ts'

export const texts: Texts = {
  title: 'Guide for participants',
  what: 'All you need is a browser, the link and the meeting password. There is nothing to install, and you do not need an account. The padlock in the room: sound and pictures are end-to-end encrypted, and the server can neither listen nor watch.',
  sections: {
    join: {
      title: 'Join a meeting',
      steps: [
        'Open the link in Chrome or Edge from 109, Firefox from 128 or Safari from 17. If it opens inside a chat app, follow the steps on the page.',
        'If there is a button [main.devices.start], press it. When the browser asks, choose Allow.',
        'Say something: with the microphone on, the bar [main.devices.level] should move. Press [main.speakerTest.play] to hear two notes.',
        'Type your name, position and office, and the password. It is sent separately. Capitals and Vietnamese marks do not matter in a password that the system proposed.',
        'Press [main.join.submit] and wait until the host admits you.',
      ],
      picture: {
        name: 'join',
        alt: 'The join page: name, position and password; on the right your own picture and the camera and microphone buttons.',
      },
    },
    waiting: {
      title: 'In the lobby',
      points: [
        'Nobody sees or hears you yet. The host sees only the name, position and office that you typed.',
        'You do not need to do anything: the page changes when you are admitted. Keep it open.',
        'If it takes long, call the organizer: the host may not have joined yet.',
        'You are admitted faster under the name on the list of people invited.',
        'If the page shows four words, read them out when the host calls; do not send them in a message.',
      ],
      picture: {
        name: 'waiting',
        alt: 'The lobby: the page says that the host has yet to admit you; your own picture is on the right.',
      },
    },
    permissions: {
      title: 'Allow camera and microphone',
      points: [
        'Chrome, Edge: click the icon to the left of the address, turn on Camera and Microphone, then reload the page.',
        'Firefox: click the crossed-out camera or microphone to the left of the address, remove “Blocked”, then reload the page.',
        'Safari on a Mac: open Safari, Settings, Websites, choose Camera and Microphone, then Allow. On an iPhone or iPad: tap the button to the left of the address and choose Website Settings. If you cannot join with Safari, update to iOS 17, or use a computer.',
        'Windows: open Settings, Privacy, then Camera and Microphone, and let apps use them.',
        'Still blocked: close Zalo, Zoom, Teams and other programs that use the camera, then press [main.common.retry].',
      ],
    },
    silent: {
      title: 'I hear nothing',
      steps: [
        'If there is a button [room.room.enableSound], press it.',
        'Check the computer’s volume and the cable of the speaker or headset.',
        'Open [room.room.settings] (it may be under [class.more]), choose another [main.devices.speaker], and press [main.speakerTest.play].',
        'If you miss only one person, their microphone is off. A crossed-out microphone is shown beside the name.',
        'Reload the page. For two minutes you return without waiting to be admitted.',
      ],
    },
    unheard: {
      title: 'Nobody hears me',
      steps: [
        'If [room.room.mic] is crossed out, it is off: press it.',
        'If it is dimmed, the host has not let you speak yet: raise your hand.',
        'Turn on the microphone, open [room.room.settings], say something and watch [main.devices.level]. If the bar does not move, choose another microphone.',
        'Some headsets have a switch of their own on the cable. Check it.',
      ],
    },
    picture: {
      title: 'The picture stops',
      steps: [
        'Look at the bars beside your name. If they are low, turn off your camera, move closer to the Wi-Fi router or use a cable. On a weak line, voice comes first.',
        'Press [room.view.name] and turn on [room.line.saving].',
        'If the computer is hot or slow, close other programs and turn off background blur.',
        'If the connection is gone, wait a few seconds: the page reconnects. Only after two minutes do you need the password again.',
      ],
    },
    hand: {
      title: 'Ask to speak',
      points: [
        'Press [room.room.raiseHand]. The number beside the hand is your place in line.',
        'When you are invited, press [room.room.mic] and speak. Turn it off afterwards.',
      ],
      picture: {
        name: 'room',
        alt: 'The room: everyone’s pictures in the middle, the buttons for microphone, camera, raised hand and leaving below.',
      },
    },
    share: {
      title: 'Share your screen',
      points: [
        'The host has to allow it: press [room.room.askShare] and wait.',
        'When you may, press [room.room.share] and choose a window. One window is more private than the entire screen.',
        'When you are done, press [room.room.stopShare]. The host can stop it at any time.',
      ],
    },
    leave: {
      title: 'Leave',
      points: [
        'Press [room.room.leave]. Camera and microphone are off at once.',
        'To return, open the link, type the password and wait to be admitted again.',
      ],
    },
  },
}
