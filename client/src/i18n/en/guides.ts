import type { Texts } from '../vi/guides.ts'

export const texts: Texts = {
  title: 'Guides',
  intro: 'Four short guides, for the screen or for paper. You do not need to sign in.',
  print: 'Print this page',
  all: 'All guides',
  contents: 'Contents',
  cards: {
    officials: {
      title: 'For participants',
      what: 'Join step by step, allow camera and microphone, and get sound or video back.',
      length: 'One sheet',
    },
    hosts: {
      title: 'For hosts',
      what: 'Prepare, admit people from the lobby, run the meeting, contain a leak, end.',
      length: 'Two sheets, with the keyboard shortcuts',
    },
    desk: {
      title: 'For the help desk',
      what: 'Every error message: its cause, what to ask, what to do.',
      length: 'Search by message or by code',
    },
    operators: {
      title: 'For operators: the first hour',
      what: 'What to do right after starting the server: accounts, certificate, ports, backup.',
      length: 'One sheet',
    },
  },
}
