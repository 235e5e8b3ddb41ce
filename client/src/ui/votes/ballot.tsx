import { useState } from 'react'
import type { VoteView } from '#protocol/votes.ts'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Button } from '../widgets/button.tsx'
import { Checkbox, RadioGroup } from '../widgets/choice.tsx'
import { answersOf } from './words.ts'

type Props = { vote: VoteView; marks: string | null; onDone: () => void; onLater: () => void }

/**
 * One person's ballot. No answer is preselected, and nothing is sent before the button is pressed.
 */
export function Ballot({ vote, marks, onDone, onLater }: Props) {
  const t = useTexts('votes')
  const { ask } = useRoom()
  const answers = answersOf(t, vote)
  const [chosen, setChosen] = useState(() => answers.map((_, index) => marks?.[index] === '1'))
  const [pending, setPending] = useState(false)
  const cast = async () => {
    setPending(true)
    const done = await ask('vote.cast', {
      vote: vote.id,
      marks: chosen.map((one) => (one ? '1' : '0')).join(''),
    })
    setPending(false)
    if (done) onDone()
  }
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void cast()
      }}
    >
      {vote.several ? (
        <fieldset>
          <legend className="field-label">{t.chooseSeveral}</legend>
          {answers.map((answer, index) => (
            <Checkbox
              key={answer}
              label={answer}
              checked={chosen[index] ?? false}
              onChange={(on) => setChosen(chosen.map((was, at) => (at === index ? on : was)))}
            />
          ))}
        </fieldset>
      ) : (
        <RadioGroup
          legend={t.chooseOne}
          value={String(chosen.indexOf(true))}
          options={answers.map((label, index) => ({ value: String(index), label }))}
          onChange={(value) => setChosen(answers.map((_, at) => String(at) === value))}
        />
      )}
      <p className="small soft">{vote.secret ? t.secretWhat : t.publicWhat}</p>
      <div className="row ballot-actions">
        <Button type="submit" look="primary" isDisabled={pending || !chosen.includes(true)}>
          {t.cast}
        </Button>
        <Button look="quiet" onPress={onLater}>
          {t.later}
        </Button>
      </div>
    </form>
  )
}
