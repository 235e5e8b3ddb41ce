import { useState } from 'react'
import type { Pending } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useTexts } from '../../i18n/text.ts'
import { reloadSession } from '../shell/session.ts'
import { Button } from '../widgets/button.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { Enrol } from './enrol.tsx'
import { Prove } from './prove.tsx'

const leave = () => void api.signOut().then(reloadSession)

/** After the password: asks for the account's second factor, or enrolls one if required [SES]. */
export function SecondStep({ pending, onDone }: { pending: Pending; onDone?: () => void }) {
  const texts = useTexts('security')
  const [codesShown, setCodesShown] = useState(false)
  const done = () => void reloadSession().then(onDone)
  const prove = pending.wants === 'prove'
  const title = prove ? texts.factors.proveTitle : texts.factors.enrolTitle
  return (
    <div className="card stack second-step">
      <PageTitle key={title}>{codesShown ? texts.factors.codesTitle : title}</PageTitle>
      {!codesShown && (
        <p>{prove ? texts.factors.proveIntro(pending.username) : texts.factors.enrolIntro}</p>
      )}
      {prove ? (
        <Prove methods={pending.methods} onDone={done} />
      ) : (
        <Enrol onDone={done} onCodes={() => setCodesShown(true)} />
      )}
      {!codesShown && (
        <Button look="quiet" onPress={leave}>
          {texts.factors.leave}
        </Button>
      )}
    </div>
  )
}
