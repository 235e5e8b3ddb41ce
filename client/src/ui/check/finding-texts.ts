import type { Parts } from '../../i18n/parts.ts'
import type { Findings, Thing, Things } from './findings.ts'

type Sentences = { [T in Thing]: Record<Things[T][number], string> }

/** What was found about a thing, and what to do, in the language of these texts. Pure. */
export function sentenceOf(texts: Parts['check'], thing: Thing, findings: Findings): string {
  const all: Sentences = texts.findings
  const sentences: Record<string, string> = all[thing]
  return sentences[findings[thing]] ?? ''
}

export type Tone = 'ok' | 'warn' | 'none'

const TONES: Partial<Record<string, Tone>> = {
  ok: 'ok',
  hd: 'ok',
  standard: 'ok',
  untested: 'none',
  none: 'none',
}

/** Whether a finding is good, bad, or neither. Pure. */
export function toneOf(thing: Thing, findings: Findings): Tone {
  // What a browser does not say is no fault; a device that fails for no known reason is.
  if (thing === 'relay' && findings.relay === 'unknown') return 'none'
  return TONES[findings[thing]] ?? 'warn'
}
