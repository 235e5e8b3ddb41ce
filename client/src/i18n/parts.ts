import type { Language } from './languages.ts'

/**
 * The parts of a catalog: one file each in every language's folder, fetched with the UI that shows
 * it. Vietnamese is the source; the other languages must satisfy the types derived from it.
 */
export type Parts = {
  account: import('./vi/account.ts').Texts
  accounts: import('./vi/accounts.ts').Texts
  aria: import('./vi/aria.ts').Texts
  audit: import('./vi/audit.ts').Texts
  browser: import('./vi/browser.ts').Texts
  calendar: import('./vi/calendar.ts').Texts
  check: import('./vi/check.ts').Texts
  class: import('./vi/class.ts').Texts
  desk: import('./vi/desk.ts').Texts
  documents: import('./vi/documents.ts').Texts
  effects: import('./vi/effects.ts').Texts
  guides: import('./vi/guides.ts').Texts
  health: import('./vi/health.ts').Texts
  home: import('./vi/home.ts').Texts
  hosts: import('./vi/hosts.ts').Texts
  invites: import('./vi/invites.ts').Texts
  made: import('./vi/made.ts').Texts
  main: import('./vi/main.ts').Texts
  meeting: import('./vi/meeting.ts').Texts
  meetings: import('./vi/meetings.ts').Texts
  office: import('./vi/office.ts').Texts
  officials: import('./vi/officials.ts').Texts
  offline: import('./vi/offline.ts').Texts
  operators: import('./vi/operators.ts').Texts
  paper: import('./vi/paper.ts').Texts
  people: import('./vi/people.ts').Texts
  recording: import('./vi/recording.ts').Texts
  room: import('./vi/room.ts').Texts
  sealing: import('./vi/sealing.ts').Texts
  security: import('./vi/security.ts').Texts
  server: import('./vi/server.ts').Texts
  visit: import('./vi/visit.ts').Texts
  votes: import('./vi/votes.ts').Texts
}
export type Part = keyof Parts

/** Loads one part of one language. Vite makes a chunk of each file; Node imports the file. */
export async function loadTexts<P extends Part>(language: Language, part: P): Promise<Parts[P]> {
  const file = (await import(`./${language}/${part}.ts`)) as { texts: Parts[P] }
  return file.texts
}
