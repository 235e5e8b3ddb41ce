import type { Texts } from '../vi/home.ts'

export const texts: Texts = {
  home: {
    title: 'Join a meeting',
    intro: 'Paste the link that the organiser sent you.',
    link: 'Meeting link',
    go: 'Continue',
    badLink: 'This is not a link to a meeting on this server.',
    hostTitle: 'Organisers',
    hostBody: 'Sign in to create and manage meetings.',
    setupNeeded:
      'This server has no accounts yet. The operator opens the set-up link printed when the server first started.',
  },

  notFound: {
    title: 'There is no such page',
    body: 'Part of the link may be missing. Copy the whole of it again.',
    home: 'To the first page',
  },
}
