import type { Texts } from '../vi/home.ts'

export const texts: Texts = {
  home: {
    title: 'Join a meeting',
    intro: 'Paste the link that the organizer sent you.',
    link: 'Meeting link',
    go: 'Continue',
    badLink: 'This is not a meeting link on this server.',
    hostTitle: 'Organizers',
    hostBody: 'Sign in to create and manage meetings.',
    setupNeeded:
      'This server has no accounts yet. If you are the operator, open the setup link printed when the server first started.',
  },

  notFound: {
    title: 'Page not found',
    body: 'Part of the link may be missing. Please copy the whole link again.',
    home: 'Go to home page',
  },
}
