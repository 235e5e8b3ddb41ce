import { LIMITS } from '#protocol/limits.ts'
import type { QuorumShare, VoteRule } from '#protocol/votes.ts'

/** The dialog's fields, as entered. */
export type VoteForm = {
  question: string
  kind: 'yes_no' | 'choices'
  /** One per line. */
  choices: string
  several: boolean
  secret: boolean
  live: boolean
  guests: boolean
  rule: VoteRule
  quorum: QuorumShare | 'none' | 'count'
  count: string
  minutes: string
}
export type Field = 'question' | 'choices' | 'count' | 'minutes'

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Null if the text is not a positive integer. */
export function asWhole(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null
}

/** Fields the server would refuse, found before sending. */
export function wrongIn(form: VoteForm): Set<Field> {
  const wrong = new Set<Field>()
  if (form.question.trim() === '') wrong.add('question')
  const choices = linesOf(form.choices)
  const different = new Set(choices.map((one) => one.toLowerCase())).size === choices.length
  const fit = choices.every((one) => one.length <= LIMITS.voteChoice)
  const many = choices.length >= 2 && choices.length <= LIMITS.voteChoices
  if (form.kind === 'choices' && !(different && fit && many)) wrong.add('choices')
  const count = asWhole(form.count)
  if (form.quorum === 'count' && (count === null || count > LIMITS.quorumMax)) wrong.add('count')
  const minutes = asWhole(form.minutes)
  if (form.minutes.trim() !== '' && (minutes === null || minutes > LIMITS.voteMinutesMax))
    wrong.add('minutes')
  return wrong
}
