import type { AuditAction, AuditDetail, AuditView, AuditWho } from '#protocol/audit.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import type { Texts } from '../../i18n/text.ts'

/** Texts for log entries: the log's own, and those of the areas it reports on. */
export type LogTexts = {
  all: Texts<'meeting' | 'server'>
  log: Parts['audit']
  roles: Parts['accounts']['roles']
  factors: Parts['security']['factors']['kinds']
  documents: Parts['documents']['kinds']
}

export const useLogTexts = (): LogTexts => ({
  all: useText('meeting', 'server'),
  log: useTexts('audit'),
  roles: useTexts('accounts').roles,
  factors: useTexts('security').factors.kinds,
  documents: useTexts('documents').kinds,
})

/** A log entry in words. The screen and the exported file use the same ones. */
export type Words = { who: string; what: string; whom: string; details: string }

export function wordsOf(t: LogTexts, { by, action, target, details }: AuditView): Words {
  return {
    who: whoText(t.log, by),
    what: has(t.log.actions, action) ? t.log.actions[action as AuditAction] : action,
    whom: target === null ? '' : whoText(t.log, target),
    details: Object.entries(details)
      .map(([key, value]) => `${labelOf(t.log, action, key)}: ${valueText(t, key, value)}`)
      .join('; '),
  }
}

function whoText(log: Parts['audit'], who: AuditWho): string {
  switch (who.kind) {
    case 'system':
      return log.system
    case 'unknown':
      return log.unknown
    case 'account':
      return who.name
    case 'invited':
      return log.invited(who.name)
    case 'guest':
      return log.guest(who.name)
  }
}

/** Of a document, kind and count are its format and its pages, not somebody's identity. */
function labelOf({ details, ofDocuments }: Parts['audit'], action: string, key: string): string {
  if (action.startsWith('document.') && has(ofDocuments, key))
    return ofDocuments[key as keyof typeof ofDocuments]
  return details[key as AuditDetail]
}

const has = (texts: object, key: string) => Object.hasOwn(texts, key)

function valueText(t: LogTexts, key: string, value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? t.log.yes : t.log.no
  if (value === null) return key === 'before' || key === 'after' ? t.log.unset : t.log.unlimited
  const text = String(value)
  const { roles, factors, documents } = t
  const { modes, kinds, tighten } = t.all
  const { sources, outcomes } = t.log
  if (key === 'mode' && has(modes, text)) return modes[text as keyof typeof modes].name
  if (key === 'kind' && has(kinds, text)) return kinds[text as keyof typeof kinds]
  if (key === 'kind' && has(documents, text)) return documents[text as keyof typeof documents]
  if (key === 'source' && has(sources, text)) return sources[text as keyof typeof sources]
  if (key === 'outcome' && has(outcomes, text)) return outcomes[text as keyof typeof outcomes]
  if (key === 'factor' && has(factors, text)) return factors[text as keyof typeof factors]
  if (key === 'role' && has(roles, text)) return roles[text as keyof typeof roles]
  if (key === 'setting' && has(t.log.office, text))
    return t.log.office[text as keyof typeof t.log.office]
  if (key === 'setting' && has(tighten.names, text))
    return tighten.names[text as keyof typeof tighten.names]
  // The guest rule is the only policy setting whose value has a name.
  if ((key === 'before' || key === 'after') && has(tighten.guests, text))
    return tighten.guests[text as keyof typeof tighten.guests].name
  return text
}
