import { randomInt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { Visitor, totpCode } from '#e2e/support/visitor.ts'
import type { AccountLink, MeetingSummary } from '#protocol/http.ts'
import { proposePassword } from '#server/policy/proposal.ts'

const Person = z.object({ username: z.string(), password: z.string() })
const Demo = z.object({
  /** `totp`: secret of the authenticator app that an operator must have. */
  operator: Person.extend({ totp: z.string() }),
  host: Person,
  meeting: z.object({ id: z.string(), password: z.string() }),
})
export type Demo = z.infer<typeof Demo>

const TITLE = 'Giao ban thử'

/** The demo saved by an earlier run; null: none, or an incomplete one. */
export function knownDemo(file: string): Demo | null {
  try {
    return Demo.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

const keep = (file: string, demo: Demo): Demo => {
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  return demo
}

/**
 * Creates an operator, a host and a meeting through the same HTTP requests as a browser: there is
 * no other way in, and every rule applies.
 * @param token of the setup link printed by the server
 */
export async function makeDemo(url: string, token: string, file: string): Promise<Demo> {
  const operator = { username: 'quantri', password: proposePassword(randomInt) }
  const host = { username: 'chutoa', password: proposePassword(randomInt) }
  const at = { url, setupToken: () => Promise.resolve(token) }

  const first = new Visitor(at)
  await first.post('/api/setup', { token, name: 'Quản Trị Viên', ...operator })
  await first.enrol()
  const account = { username: host.username, name: 'Trần Chủ Tọa', role: 'host' }
  const { link } = await first.post<AccountLink>('/api/accounts', account)
  await first.send('DELETE', '/api/session')

  const second = new Visitor(at)
  const activation = { token: new URL(link).hash.slice(1), password: host.password }
  await second.post('/api/activate', activation)
  const meeting = await newMeeting(second)
  await second.send('DELETE', '/api/session')
  return keep(file, { operator: { ...operator, totp: first.totpSecret }, host, meeting })
}

async function newMeeting(host: Visitor): Promise<Demo['meeting']> {
  const { meeting, password } = await host.createMeeting(TITLE)
  return { id: meeting.id, password }
}

/** Replaces the demo meeting if it has been ended. */
export async function renewDemo(url: string, demo: Demo, file: string): Promise<Demo> {
  const host = new Visitor({ url, setupToken: () => Promise.reject(new Error('there is none')) })
  await host.post('/api/session', demo.host)
  const { body } = await host.send('GET', '/api/meetings')
  const open = (body as MeetingSummary[]).some(({ id, ended }) => id === demo.meeting.id && !ended)
  const meeting = open ? demo.meeting : await newMeeting(host)
  await host.send('DELETE', '/api/session')
  return open ? demo : keep(file, { ...demo, meeting })
}

/**
 * The code of the next 30-second step, which the server already accepts. The current one may have
 * been used (each code works once), and this leaves up to a minute to type it.
 */
export const operatorCode = ({ operator }: Demo): string => totpCode(operator.totp, 1)
