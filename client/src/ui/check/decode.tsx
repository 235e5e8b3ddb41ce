import { useState } from 'react'
import { useTexts } from '../../i18n/text.ts'
import { CHECK_PATH } from '../shell/router.ts'
import { TextField } from '../widgets/field.tsx'
import { findingsIn } from './code.ts'
import { FindingList } from './finding-list.tsx'
import { sentenceOf } from './finding-texts.ts'
import { FINDINGS, THINGS, UNTESTED } from './findings.ts'

const DIGITS = 10

/** For the help desk: what a caller's test found, and what every digit can say. */
export function DecodeCheck() {
  const { desk: t, code: label } = useTexts('check')
  const [code, setCode] = useState('')
  const findings = findingsIn(code)
  const whole = code.replaceAll(/\D/g, '').length >= DIGITS
  return (
    <>
      <p>
        {t.what} {t.page}: <a href={CHECK_PATH}>{`${location.origin}${CHECK_PATH}`}</a>
      </p>
      <TextField
        label={label}
        hint={t.hint}
        value={code}
        onChange={setCode}
        error={whole && findings === null ? t.wrong : null}
        autoComplete="off"
        exact
      />
      {findings && <FindingList things={THINGS} findings={findings} />}
      <Digits />
    </>
  )
}

function Digits() {
  const t = useTexts('check')
  return (
    <details>
      <summary>{t.desk.all}</summary>
      <table className="digits">
        <tbody>
          {THINGS.flatMap((thing, place) =>
            FINDINGS[thing].map((finding, digit) => (
              <tr key={`${thing} ${finding}`}>
                {digit === 0 && (
                  <th scope="rowgroup" rowSpan={FINDINGS[thing].length}>
                    {t.desk.digit(place + 1)}: {t.things[thing]}
                  </th>
                )}
                <td>{digit}</td>
                <td>{sentenceOf(t, thing, { ...UNTESTED, [thing]: finding })}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <p className="small soft">{t.desk.last}</p>
    </details>
  )
}
