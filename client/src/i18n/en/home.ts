import type { Texts } from '../vi/home.ts'

export const texts: Texts = {
  home: {
    welcome: 'Welcome to the online meeting room',
    intro:
      'Did the organizer send you a link and a password? Paste the link under “Join with a link”. Nothing to install, and no account needed.',
    promises: {
      password: 'Every meeting has a password of its own.',
      lobby: 'The host admits each person.',
      recording: 'The server does not record you unless you agree.',
    },
    join: 'Join with a link',
    link: 'Meeting link',
    linkHint: 'It looks like https://…/m/… in your invitation.',
    go: 'Continue',
    badLink: 'This is not a meeting link of this server.',
    hostTitle: 'Do you have an account?',
    hostBody: 'Sign in to hold meetings and see your calendar.',
    today: 'Today',
    next: 'Next',
    later: 'Coming up',
    nothing: 'You have no meetings today.',
    nothingElse: 'No more meetings today.',
    nothingDo: 'You can start a meeting now, schedule one, or join somebody else’s with a link.',
    toCalendar: 'Whole calendar',
    toMeetings: 'My meetings',
    quick: 'Meet now',
    quickLabel: 'Title',
    quickName: (date, time) => `Quick meeting ${date}, ${time}`,
    quickGo: 'Meet now',
    plan: 'Schedule',
    planWhat: 'Choose a time, invite people, send the invitation.',
    planGo: 'Schedule a meeting',
    setupNeeded:
      'This server has no accounts yet. If you are the operator, open the setup link printed when the server first started.',
  },

  notFound: {
    title: 'Page not found',
    body: 'Part of the link may be missing. Please copy the whole link again.',
    home: 'Go to home page',
  },
}
