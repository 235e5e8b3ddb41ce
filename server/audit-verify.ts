import { ConfigError, readConfig } from './config.ts'
import { complain, reason, say } from './log.ts'
import { createAudit } from './store/audit.ts'
import type { AuditVerdict } from './store/audit.ts'
import { openReadOnly } from './store/database.ts'

/**
 * `npm run audit:verify`: exit code 0 when the log is whole, 1 when it is not or cannot be read.
 * The server may run meanwhile.
 */
const FAULTS: Record<(AuditVerdict & { ok: false })['fault'], string> = {
  missing: 'is missing: entries were taken out',
  altered: 'was altered',
  unchained: 'does not follow the one before: entries were put in, out or in another order',
}

function sentence(verdict: AuditVerdict): string {
  if (!verdict.ok) return `The audit log is broken: entry ${verdict.seq} ${FAULTS[verdict.fault]}.`
  return [
    `The audit log is whole: ${verdict.entries} entries, the last with hash ${verdict.head}.`,
    'Keep that hash elsewhere: it alone shows later whether the end was cut off or all was rewritten.',
  ].join('\n')
}

try {
  const db = openReadOnly(readConfig(process.env).data)
  const verdict = await createAudit(db).verify()
  await db.destroy()
  if (verdict.ok) say(sentence(verdict))
  else complain(sentence(verdict))
  process.exitCode = verdict.ok ? 0 : 1
} catch (error) {
  if (error instanceof ConfigError) error.faults.forEach(complain)
  else complain(`The audit log cannot be read (${reason(error)}).`)
  process.exitCode = 1
}
