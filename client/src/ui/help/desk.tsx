import { useState } from 'react'
import type { ErrorCode } from '#protocol/errors.ts'
import type { Remedies, Remedy } from '../../i18n/guide.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { TextField } from '../widgets/field.tsx'
import { plain } from '../widgets/plain.ts'
import { GuideFrame, GuidePart, Sentences, useHash } from './guide.tsx'
import { DecodeCheck } from '../check/decode.tsx'
import { Say } from './say.tsx'
import type { Names } from './say.tsx'

/** Every refusal that people can see, for those whom they call. Its code is its anchor. */
export function DeskGuide() {
  const t = useText()
  const desk = useTexts('desk')
  const check = useTexts('check')
  const [sought, setSought] = useState('')
  const names = {
    main: t,
    account: useTexts('account'),
    browser: useTexts('browser'),
    meetings: useTexts('meetings'),
    people: useTexts('people'),
    room: useTexts('room'),
  }
  const groups: Remedies = desk.groups
  const found = Object.entries(groups).flatMap(([id, { title, codes }]) => {
    const entries = Object.entries(codes).filter(([code]) =>
      plain(`${code} ${shownFor(t.errors, code)}`).includes(plain(sought)),
    )
    return entries.length === 0 ? [] : [{ id, title, entries }]
  })
  return (
    <GuideFrame
      title={desk.title}
      what={desk.what}
      contents={[
        ['check', check.desk.title] as const,
        ['browsers', desk.browsers.title] as const,
        ...found.map(({ id, title }) => [id, title] as const),
      ]}
    >
      <search className="card guide-part guide-search">
        <TextField
          label={desk.search}
          hint={desk.searchHint}
          value={sought}
          onChange={setSought}
          autoComplete="off"
        />
        <output>{found.length === 0 && desk.none}</output>
      </search>
      <GuidePart id="check" title={check.desk.title}>
        <DecodeCheck />
      </GuidePart>
      <GuidePart id="browsers" title={desk.browsers.title}>
        <Sentences section={desk.browsers} names={names} />
      </GuidePart>
      {found.map(({ id, title, entries }) => (
        <GuidePart key={id} id={id} title={title}>
          {entries.map(([code, remedy]) => (
            <Entry key={code} code={code} remedy={remedy} names={names} />
          ))}
        </GuidePart>
      ))}
    </GuideFrame>
  )
}

const shownFor = (errors: Record<ErrorCode | 'unreachable', string>, code: string) =>
  errors[code as ErrorCode]

type EntryProps = { code: string; remedy: Remedy; names: Names }

function Entry({ code, remedy, names }: EntryProps) {
  const { errors } = useText()
  const { cause, ask, act } = useTexts('desk')
  const here = useHash() === code
  const lines = [
    ['cause', cause],
    ['ask', ask],
    ['act', act],
  ] as const
  return (
    <article id={code} className="remedy" aria-current={here || undefined}>
      <h3>{shownFor(errors, code)}</h3>
      <p className="small soft">
        <code>{code}</code>
      </p>
      <dl>
        {lines.map(([line, label]) => (
          <div key={line}>
            <dt>{label}</dt>
            <dd>
              <Say names={names}>{remedy[line]}</Say>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
