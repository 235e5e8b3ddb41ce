import { useState } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { Quorum, QuorumShare, VoteQuestion, VoteRule } from '#protocol/votes.ts'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox, RadioGroup } from '../widgets/choice.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { useAction } from '../widgets/use-action.ts'
import { asWhole, linesOf, wrongIn } from './form.ts'
import type { Field, VoteForm } from './form.ts'

const RULES: VoteRule[] = ['majority', 'two_thirds', 'none']
const QUORUMS = ['none', 'more_than_half', 'two_thirds', 'three_quarters', 'all', 'count'] as const
type QuorumChoice = (typeof QUORUMS)[number]

const EMPTY: VoteForm = {
  question: '',
  kind: 'yes_no',
  choices: '',
  several: false,
  secret: false,
  live: false,
  guests: false,
  rule: 'majority',
  quorum: 'none',
  count: '',
  minutes: '',
}

/** Form for a new vote. Every field except the question has a default. */
export function AskVote({ onClose }: { onClose: () => void }) {
  const t = useTexts('votes')
  const { call } = useRoom()
  const [form, setForm] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const { start, pending, failure } = useAction(
    (question: VoteQuestion) => call.request('vote.open', question),
    onClose,
  )
  const set = (change: Partial<VoteForm>) => setForm({ ...form, ...change })
  const wrong = wrongIn(form)
  const shown: ReadonlySet<Field> = tried ? wrong : new Set()
  const fields = { form, wrong: shown, set }
  const submit = () => {
    setTried(true)
    if (wrong.size === 0) void start(questionOf(form))
  }
  return (
    <Dialog title={t.askTitle} onClose={onClose} alert>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label={t.question}
          value={form.question}
          lines={2}
          limit={LIMITS.voteQuestion}
          isRequired
          error={shown.has('question') ? t.questionMissing : null}
          onChange={(question) => set({ question })}
        />
        <Electorate {...fields} />
        <AnswerFields {...fields} />
        <BallotFields {...fields} />
        <QuorumFields {...fields} />
        <TextField
          label={t.minutes}
          value={form.minutes}
          inputMode="numeric"
          hint={t.minutesHint}
          error={shown.has('minutes') ? t.numberWrong : null}
          onChange={(minutes) => set({ minutes })}
        />
        <FailureAlert failure={failure} />
        <FormActions pending={pending} onClose={onClose} />
      </form>
    </Dialog>
  )
}

type FieldsProps = {
  form: VoteForm
  /** Invalid fields, marked after the first attempt to submit. */
  wrong: ReadonlySet<Field>
  set: (change: Partial<VoteForm>) => void
}

/** The possible answers, and the majority rule. */
function AnswerFields({ form, wrong, set }: FieldsProps) {
  const t = useTexts('votes')
  return (
    <>
      <RadioGroup
        legend={t.answers}
        value={form.kind}
        options={[
          { value: 'yes_no', label: t.answersYesNo },
          { value: 'choices', label: t.answersOwn },
        ]}
        onChange={(kind) => set({ kind })}
      />
      {form.kind === 'choices' ? (
        <>
          <TextField
            label={t.choices}
            value={form.choices}
            lines={4}
            hint={t.choicesHint}
            error={wrong.has('choices') ? t.choicesWrong : null}
            onChange={(choices) => set({ choices })}
          />
          <Checkbox
            label={t.several}
            checked={form.several}
            onChange={(several) => set({ several })}
          />
        </>
      ) : (
        <Select<VoteRule>
          label={t.rule}
          value={form.rule}
          options={RULES.map((value) => ({ value, label: t.rules[value] }))}
          onChange={(rule) => set({ rule })}
        />
      )}
    </>
  )
}

/** Who may vote. Before the rest, because a vote without them is for nothing. */
function Electorate({ form, set }: FieldsProps) {
  const t = useTexts('votes')
  const { participants } = useRoom().state
  const electorate = participants.filter(({ kind }) => form.guests || kind !== 'guest').length
  return (
    <div>
      <output className={electorate < 2 ? 'field-error' : 'field-hint'}>
        {t.electorate(electorate)}
      </output>
      <Checkbox
        label={t.guests}
        what={t.guestsWhat}
        checked={form.guests}
        onChange={(guests) => set({ guests })}
      />
    </div>
  )
}

/** How the ballot is conducted. */
function BallotFields({ form, set }: FieldsProps) {
  const t = useTexts('votes')
  return (
    <>
      <RadioGroup
        legend={t.way}
        value={form.secret ? 'secret' : 'public'}
        options={[
          { value: 'public', label: t.public, what: t.publicWhat },
          { value: 'secret', label: t.secret, what: t.secretWhat },
        ]}
        onChange={(way) => set({ secret: way === 'secret' })}
      />
      {!form.secret && (
        <Checkbox label={t.live} checked={form.live} onChange={(live) => set({ live })} />
      )}
    </>
  )
}

function QuorumFields({ form, wrong, set }: FieldsProps) {
  const t = useTexts('votes')
  return (
    <>
      <Select<QuorumChoice>
        label={t.quorum}
        value={form.quorum}
        options={QUORUMS.map((value) => ({ value, label: t.quorums[value] }))}
        onChange={(quorum) => set({ quorum })}
      />
      {form.quorum === 'count' && (
        <TextField
          label={t.quorumCount}
          value={form.count}
          inputMode="numeric"
          error={wrong.has('count') ? t.numberWrong : null}
          onChange={(count) => set({ count })}
        />
      )}
      {form.quorum !== 'count' && form.quorum !== 'none' && (
        <p className="field-hint">{t.quorumHint}</p>
      )}
    </>
  )
}

function FormActions({ pending, onClose }: { pending: boolean; onClose: () => void }) {
  const t = useTexts('votes')
  return (
    <div className="dialog-actions">
      <Button onPress={onClose}>{t.askBack}</Button>
      <Button type="submit" look="primary" isDisabled={pending}>
        {t.askSubmit}
      </Button>
    </div>
  )
}

function questionOf(form: VoteForm): VoteQuestion {
  const { kind, secret, guests, several, rule } = form
  return {
    question: form.question.trim(),
    subject: kind === 'yes_no' ? { kind, rule } : { kind, choices: linesOf(form.choices), several },
    secret,
    live: form.live && !secret,
    guests,
    quorum: quorumOf(form),
    minutes: form.minutes.trim() === '' ? null : asWhole(form.minutes),
  }
}

function quorumOf({ quorum, count }: VoteForm): Quorum | null {
  if (quorum === 'none') return null
  if (quorum === 'count') return { count: asWhole(count) ?? 1 }
  return { share: quorum satisfies QuorumShare }
}
