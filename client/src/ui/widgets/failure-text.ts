import type { Failure } from '../../http/request.ts'
import type { useText } from '../../i18n/text.ts'

type Texts = Pick<ReturnType<typeof useText>, 'common' | 'errors' | 'input'>

/** A refusal in one or two sentences, without its wait time. Names the invalid field, if any. */
export function failureText(t: Texts, failure: Failure): string {
  const { atLeast, rule } = failure
  const what = atLeast === undefined ? inputText(t, failure) : t.common.atLeast(atLeast)
  return (what ?? t.errors[failure.code]) + (rule === undefined ? '' : ` ${t.common.rule(rule)}`)
}

/** Null if the field is not one a person fills in. */
function inputText({ input }: Texts, { field, fault = 'invalid', most }: Failure): string | null {
  const path = field?.split('.') ?? []
  const named = path.findLast((key) => Object.hasOwn(input.fields, key))
  if (named === undefined) return null
  const label = (input.fields as Record<string, string>)[named] ?? ''
  const place = Number(path.at(-1))
  return faultText({ input }, Number.isInteger(place) ? input.item(label, place + 1) : label, {
    fault,
    most,
  })
}

type Fault = { fault?: Failure['fault']; most?: number | undefined }

/** What is wrong with the field called `label`. */
export function faultText({ input }: Pick<Texts, 'input'>, label: string, of: Fault): string {
  switch (of.fault) {
    case 'missing':
    case 'empty':
      return input.empty(label)
    case 'too_long':
      return of.most === undefined ? input.invalid(label) : input.tooLong(label, of.most)
    case 'hidden':
      return input.hidden(label)
    case 'invalid':
    case undefined:
      return input.invalid(label)
  }
}
