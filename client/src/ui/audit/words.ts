import type {
  AuditAction,
  AuditDetail,
  AuditView,
  AuditWho,
} from '../../../../server/protocol/audit.ts'
import type { Texts } from '../../i18n/vi.ts'

/** An entry in words, the same on screen and in the file. */
export type Words = { who: string; what: string; whom: string; details: string }

export function wordsOf(t: Texts, { by, action, target, details }: AuditView): Words {
  return {
    who: whoText(t, by),
    what: has(t.audit.actions, action) ? t.audit.actions[action as AuditAction] : action,
    whom: target === null ? '' : whoText(t, target),
    details: Object.entries(details)
      .map(([key, value]) => `${t.audit.details[key as AuditDetail]}: ${valueText(t, key, value)}`)
      .join('; '),
  }
}

function whoText(t: Texts, who: AuditWho): string {
  switch (who.kind) {
    case 'system':
      return t.audit.system
    case 'unknown':
      return t.audit.unknown
    case 'account':
      return who.name
    case 'invited':
      return t.audit.invited(who.name)
    case 'guest':
      return t.audit.guest(who.name)
  }
}

const has = (texts: object, key: string) => Object.hasOwn(texts, key)

function valueText(t: Texts, key: string, value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? t.audit.yes : t.audit.no
  if (value === null) return t.audit.unlimited
  const text = String(value)
  const { modes, kinds } = t
  const factors = t.factors.kinds
  const { roles } = t.accounts
  const { sources, outcomes } = t.audit
  if (key === 'mode' && has(modes, text)) return modes[text as keyof typeof modes].name
  if (key === 'kind' && has(kinds, text)) return kinds[text as keyof typeof kinds]
  if (key === 'source' && has(sources, text)) return sources[text as keyof typeof sources]
  if (key === 'outcome' && has(outcomes, text)) return outcomes[text as keyof typeof outcomes]
  if (key === 'factor' && has(factors, text)) return factors[text as keyof typeof factors]
  if (key === 'role' && has(roles, text)) return roles[text as keyof typeof roles]
  if (key === 'setting' && has(t.tighten.names, text))
    return t.tighten.names[text as keyof typeof t.tighten.names]
  // What guests are allowed is the one rule that is said in words.
  if ((key === 'before' || key === 'after') && has(t.tighten.guests, text))
    return t.tighten.guests[text as keyof typeof t.tighten.guests].name
  return text
}
