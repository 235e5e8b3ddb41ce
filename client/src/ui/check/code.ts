import { FINDINGS, THINGS, UNTESTED } from './findings.ts'
import type { Findings, Thing } from './findings.ts'

/** Digits of the devices, of the ways to the server, of the speeds with the check digit. */
const GROUPS = /^(\d{3})(\d{4})(\d{3})$/

/**
 * All findings as ten digits, to be read to a help desk: one digit each and one that shows a slip of
 * the ear. Nothing in it says who or where. Pure.
 */
export function codeOf(findings: Findings): string {
  const digits = THINGS.map((thing) => indexOf(thing, findings)).join('')
  return `${digits}${checkDigit(digits)}`.replace(GROUPS, '$1-$2-$3')
}

/** The findings behind a code, however it was written down; null if it is none. Pure. */
export function findingsIn(code: string): Findings | null {
  const digits = code.replaceAll(/\D/g, '')
  if (!GROUPS.test(digits) || checkDigit(digits.slice(0, -1)) !== Number(digits.at(-1))) return null
  const found = THINGS.map((thing, at) => [thing, FINDINGS[thing][Number(digits[at])]] as const)
  if (found.some(([, finding]) => finding === undefined)) return null
  return { ...UNTESTED, ...Object.fromEntries(found) }
}

const indexOf = (thing: Thing, findings: Findings): number =>
  (FINDINGS[thing] as readonly string[]).indexOf(findings[thing])

/** Luhn's (ISO/IEC 7812-1): finds every wrong digit and most neighbors that were swapped. */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, at) => {
    const value = Number(digit) * ((digits.length - at) % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10
}
