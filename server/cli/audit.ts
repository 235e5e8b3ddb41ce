import { readConfig } from '../config/config.ts'
import { createAudit } from '../store/audit.ts'
import type { AuditVerdict } from '../store/audit.ts'
import type { Command } from './command.ts'
import { reading } from './data.ts'

const FAULTS: Record<(AuditVerdict & { ok: false })['fault'], string> = {
  missing: 'is missing: entries were taken out',
  altered: 'was altered',
  unchained: 'does not follow the one before: entries were put in, out or in another order',
}

/** What stands in the chain, or where it breaks. */
export function auditSentence(verdict: AuditVerdict): string {
  return verdict.ok
    ? `The audit log is whole: ${verdict.entries} entries, the last with hash ${verdict.head}.`
    : `The audit log is broken: entry ${verdict.seq} ${FAULTS[verdict.fault]}.`
}

export const auditVerify: Command = {
  usage: '',
  about: 'whether the audit log is whole; the server may run meanwhile',
  words: [0, 0],
  async run() {
    const verdict = await reading(readConfig(process.env), (db) => createAudit(db).verify())
    const advice =
      'Keep that hash elsewhere: it alone shows later whether the end was cut off or all was rewritten.'
    const lines = [auditSentence(verdict), ...(verdict.ok ? [advice] : [])]
    return { ok: verdict.ok, lines, facts: verdict }
  },
}
