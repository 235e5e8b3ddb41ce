import type { z } from 'zod'
import { INPUT_FAULTS, Refusal } from './errors.ts'
import type { InputFault, WireError } from './errors.ts'

type Issue = z.core.$ZodIssue

/**
 * Turns a schema error into a refusal: `invalid_input` with the path of the first faulty field
 * (`title`, `names.3`) and its fault.
 */
export function inputRefusal(error: z.core.$ZodError, input: unknown): Refusal {
  const issue = error.issues[0]
  if (issue === undefined || issue.path.length === 0) return new Refusal('invalid_input')
  const field = issue.path.map(String).join('.')
  return new Refusal('invalid_input', undefined, { field, ...faultOf(issue, input) })
}

function faultOf(issue: Issue, input: unknown): Pick<WireError, 'fault' | 'most'> {
  if (issue.code === 'custom') {
    const { fault, most } = issue.params ?? {}
    return {
      fault: isFault(fault) ? fault : 'invalid',
      ...(typeof most === 'number' ? { most } : {}),
    }
  }
  if (issue.code === 'invalid_type') {
    return { fault: valueAt(input, issue.path) === undefined ? 'missing' : 'invalid' }
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { fault: 'too_long', most: Number(issue.maximum) }
  }
  if (issue.code === 'too_small' && issue.origin === 'string') return { fault: 'empty' }
  return { fault: 'invalid' }
}

const isFault = (value: unknown): value is InputFault =>
  INPUT_FAULTS.some((fault) => fault === value)

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
