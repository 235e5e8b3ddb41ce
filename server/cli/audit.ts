import { readConfig } from '../config/config.ts'
import { createAudit } from '../store/audit.ts'
import type { AuditVerdict } from '../store/audit.ts'
import type { Command } from './command.ts'
import { reading } from './data.ts'

const FAULTS: Record<(AuditVerdict & { ok: false })['fault'], string> = {
  missing: 'is missing: entries were removed',
  altered: 'was altered',
  unchained: 'does not follow the one before it: entries were added, removed or reordered',
}

/** Says what the chain contains, or where it is broken. */
export function auditSentence(verdict: AuditVerdict): string {
  return verdict.ok
    ? `The audit log is intact: ${verdict.entries} entries; the hash of the last is ${verdict.head}.`
    : `The audit log is broken: entry ${verdict.seq} ${FAULTS[verdict.fault]}.`
}

export const auditVerify: Command = {
  usage: '',
  about: 'checks that the audit log is intact; the server may be running',
  words: [0, 0],
  async run() {
    const verdict = await reading(readConfig(process.env), (db) => createAudit(db).verify())
    const advice =
      'Keep this hash elsewhere: only it can show later that entries were cut off the end or the whole log was rewritten.'
    const lines = [auditSentence(verdict), ...(verdict.ok ? [advice] : [])]
    return { ok: verdict.ok, lines, facts: verdict }
  },
}
