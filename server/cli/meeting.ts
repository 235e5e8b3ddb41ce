import { readConfig } from '../config/config.ts'
import { MeetingId } from '#protocol/ids.ts'
import { auditEvent, createAudit } from '../store/audit.ts'
import { createCalendar } from '../store/calendar.ts'
import { createDocuments } from '../store/documents.ts'
import { createInvites } from '../store/invites.ts'
import { createVotes } from '../store/votes.ts'
import { createRecordings } from '../store/recordings.ts'
import { createMeetings } from '../store/meetings.ts'
import { Misuse, Trouble } from './command.ts'
import type { Command } from './command.ts'
import { reading, withStore } from './data.ts'

const LISTED = 200

export const meetingList: Command = {
  usage: '',
  about: `the ${LISTED} newest meetings and whether they have ended; the server may be running`,
  words: [0, 0],
  async run() {
    const newest = await reading(readConfig(process.env), (db) =>
      createMeetings(db, {
        audit: createAudit(db),
        invites: createInvites(db),
        votes: createVotes(db),
        calendar: createCalendar(db),
        documents: createDocuments(db),
        recordings: createRecordings(db),
      }).newest(LISTED),
    )
    const meetings = newest.map(({ id, title, hostName, createdAt, endedAt }) => ({
      id,
      title,
      host: hostName,
      createdAt: new Date(createdAt).toISOString(),
      endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    }))
    return {
      ok: true,
      lines: meetings.map(({ id, title, host, createdAt, endedAt }) =>
        [id, createdAt, endedAt === null ? 'open ' : 'ended', `${title} (${host})`].join(' '),
      ),
      facts: { meetings },
    }
  },
}

/**
 * Only for a stopped server. While it runs, the host ends a meeting, or an operator contains it on
 * the page.
 */
export const meetingEnd: Command = {
  usage: 'ID',
  about: 'ends a meeting for good; stop the server first',
  words: [1, 1],
  async run({ positionals: [given] }) {
    const id = MeetingId.safeParse(given)
    if (!id.success)
      throw new Misuse('Usage: anhop meeting end ID, as `anhop meeting list` shows it')
    const at = Date.now()
    const ended = await withStore(readConfig(process.env), (store) =>
      store.transaction(async (tx) => {
        if ((await tx.meetings.meeting(id.data)) === null) return null
        if (!(await tx.meetings.endMeeting(id.data, at))) return false
        await tx.audit.append(auditEvent(at, 'meeting.ended', 'system', { meetingId: id.data }))
        return true
      }),
    )
    if (ended === null) throw new Trouble(`There is no meeting ${id.data}.`)
    const line = ended ? `Ended meeting ${id.data}.` : `Meeting ${id.data} had already ended.`
    return { ok: true, lines: [line], facts: { id: id.data, ended } }
  },
}
