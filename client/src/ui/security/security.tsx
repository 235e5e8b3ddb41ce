import { useState } from 'react'
import { api } from '../../http/api.ts'
import { accountApi } from '../../http/accounts.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { PasswordField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { OwnFactors } from './own-factors.tsx'
import { OwnSessions } from './own-sessions.tsx'

/**
 * The security page of the person's own account: password, second factors, recovery codes,
 * sessions.
 */
export function Security() {
  const texts = useTexts('security')
  const [changes, setChanges] = useState(0)
  return (
    <Page>
      <SignedIn>
        {(me) => (
          <div className="stack">
            <PageTitle>{texts.security.title}</PageTitle>
            {!me.sso && <OwnPassword onDone={() => setChanges(changes + 1)} />}
            <OwnFactors onDone={() => setChanges(changes + 1)} />
            <OwnSessions key={changes} />
          </div>
        )}
      </SignedIn>
    </Page>
  )
}

function OwnPassword({ onDone }: { onDone: () => void }) {
  const t = useText('account')
  const texts = useTexts('security')
  const [asking, setAsking] = useState(false)
  return (
    <section className="card stack" aria-labelledby="own-password">
      <h2 id="own-password">{texts.security.password}</h2>
      <p>{texts.security.passwordBody}</p>
      <div className="row">
        <Button onPress={() => setAsking(true)}>{t.nav.changePassword}</Button>
      </div>
      {asking && (
        <ChangePassword
          onDone={() => {
            setAsking(false)
            onDone()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function ChangePassword({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useText('account')
  const { value: rules } = useLoaded(api.rules)
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Confirm
      title={t.nav.changePassword}
      body={t.nav.changePasswordBody}
      submit={t.nav.changePassword}
      run={() => accountApi.changePassword({ current, password })}
      onDone={onDone}
      onClose={onClose}
    >
      <PasswordField
        label={t.nav.currentPassword}
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
      />
      <PasswordField
        label={t.nav.newPassword}
        hint={rules && t.setup.passwordHint(rules.passwordMin)}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
      />
    </Confirm>
  )
}
