import { useState } from 'react'
import type { FormEvent } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { Answer, Failure } from '../../http/api.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { faultText } from '../widgets/failure-text.ts'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { useAction } from '../widgets/use-action.ts'
import { mailInvites, makeInvites } from './keyed-invites.ts'
import type { Keyed } from './keyed-invites.ts'
import type { Made } from './made-invites.tsx'
import { inviteesIn, lineOf, listFault } from './names.ts'
import type { Invitee, ListFault } from './names.ts'

const DAYS = ['1', '7', '30', '90'] as const
type Days = (typeof DAYS)[number]

export type Outcome = { made: Made[]; mailFailure: Failure | null }
type Plan = { people: Invitee[]; days: number; mailed: boolean }

/**
 * Creates the links before mailing them. If mailing fails, the links exist and can be sent again.
 */
async function makeAndMail(meeting: Keyed, plan: Plan): Promise<Answer<Outcome>> {
  const { people, days, mailed } = plan
  const answer = await makeInvites(meeting, { names: people.map(({ name }) => name), days })
  if (!answer.ok) return answer
  // The response keeps the order of the names.
  const made = answer.result.map((link, i) => ({
    ...link,
    to: mailed ? (people[i]?.to ?? null) : null,
  }))
  const invites = made.flatMap(({ invite, to }) => (to === null ? [] : [{ id: invite.id, to }]))
  if (invites.length === 0) return { ok: true, result: { made, mailFailure: null } }
  const sent = await mailInvites(meeting, invites)
  if (!sent.ok) return { ok: true, result: { made, mailFailure: sent.error } }
  const renewed = new Map(sent.result.map((link) => [link.invite.id, link]))
  const result = made.map((one) => ({ ...one, ...renewed.get(one.invite.id) }))
  return { ok: true, result: { made: result, mailFailure: null } }
}

type Props = { meeting: Keyed; mail: boolean; onMade: (outcome: Outcome) => void }

export function MakeInvites({ meeting, mail, onMade }: Props) {
  const texts = useTexts('invites')
  const [text, setText] = useState('')
  /** The text as last submitted, which server errors refer to. */
  const [sent, setSent] = useState('')
  const [days, setDays] = useState<Days>('30')
  const [send, setSend] = useState(true)
  /** Set on the first submit: an empty field is not an error before that. */
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(makeAndMail, (outcome) => {
    setText('')
    setChecked(false)
    onMade(outcome)
  })
  const people = inviteesIn(text, mail)
  const addressed = people.filter(({ to }) => to !== null).length
  const mailed = send && addressed > 0
  const fault = listFault(people)
  const faultText = useFaultText(fault, checked)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (fault !== null) return
    setSent(text)
    void start(meeting, { people, days: Number(days), mailed })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <TextField
        label={texts.invites.names}
        hint={
          mail
            ? texts.mail.namesHint(LIMITS.inviteBatch)
            : texts.invites.namesHint(LIMITS.inviteBatch)
        }
        value={text}
        onChange={setText}
        error={faultText}
        lines={6}
        autoComplete="off"
        isRequired
      />
      <Select<Days>
        label={texts.invites.days}
        value={days}
        options={DAYS.map((value) => ({ value, label: texts.invites.daysOf(Number(value)) }))}
        onChange={setDays}
      />
      {addressed > 0 && (
        <Checkbox
          label={texts.mail.sendNow(addressed)}
          what={texts.mail.sendNowWhat}
          checked={send}
          onChange={setSend}
        />
      )}
      <ListFailure failure={failure} text={sent} mail={mail} />
      <Button type="submit" look="primary" isDisabled={pending}>
        {mailed ? texts.mail.submit(people.length) : texts.invites.submit(people.length)}
      </Button>
    </form>
  )
}

type FailureProps = { failure: Failure | null; text: string; mail: boolean }

/** Points out the line that the server refused. The text stays unchanged. */
function ListFailure({ failure, text, mail }: FailureProps) {
  const t = useText()
  const texts = useTexts('invites')
  const place = Number(/^names\.(\d+)$/.exec(failure?.field ?? '')?.[1])
  const person = inviteesIn(text, mail)[place]
  if (failure === null || person === undefined) return <FailureAlert failure={failure} />
  const line = texts.invites.line(lineOf(text, place), person.name)
  return <Alert tone="danger">{faultText(t, line, failure)}</Alert>
}

/** A partial address is not an error while the person is typing. */
function useFaultText(fault: ListFault | null, checked: boolean): string | null {
  const t = useText()
  const texts = useTexts('invites')
  if (fault === null) return null
  switch (fault.what) {
    case 'tooMany':
      return texts.invites.tooMany(LIMITS.inviteBatch)
    case 'nameTooLong':
      return texts.invites.nameTooLong(fault.which)
    case 'empty':
      return checked ? t.common.required : null
    case 'nameMissing':
      return checked ? texts.mail.nameMissing(fault.which) : null
    case 'badAddress':
      return checked ? texts.mail.badAddress(fault.which) : null
  }
}
