import { useState } from 'react'
import type { Me } from '../../../../server/protocol/http.ts'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import { SSO_END_PATH, api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { navigate } from '../router.ts'
import { reloadSession, useSession } from '../session.ts'
import { Confirm } from '../widgets/dialog.tsx'
import { PasswordField } from '../widgets/field.tsx'
import { Menu } from '../widgets/menu.tsx'

/** Signing out leaves nothing of the account on the screen. */
async function gone() {
  await reloadSession()
  navigate('/sign-in')
}

async function signOut() {
  await api.signOut()
  await gone()
}

/** Here, and then at the provider: on a shared machine the next one would come in by a click. */
async function signOutOfBoth() {
  await api.signOut()
  location.assign(SSO_END_PATH)
}

async function signOutEverywhere() {
  const answer = await api.signOutEverywhere()
  if (answer.ok) await gone()
  return answer
}

export function AccountMenu({ me }: { me: Me }) {
  const t = useText()
  const [asking, setAsking] = useState<'everywhere' | 'password' | null>(null)
  const close = () => setAsking(null)
  const session = useSession()
  const system = session.status === 'ready' ? (session.session.sso?.name ?? '') : ''
  return (
    <>
      <Menu
        name={t.nav.account(me.name)}
        text={me.name}
        icon="person"
        parts={[
          {
            id: 'session',
            entries: [
              { id: 'out', label: t.nav.signOut, run: () => void signOut() },
              ...(me.sso
                ? system === ''
                  ? []
                  : [{ id: 'both', label: t.sso.signOut(system), run: () => void signOutOfBoth() }]
                : [
                    {
                      id: 'password',
                      label: t.nav.changePassword,
                      run: () => setAsking('password'),
                    },
                  ]),
              {
                id: 'everywhere',
                label: t.nav.signOutEverywhere,
                run: () => setAsking('everywhere'),
              },
            ],
          },
        ]}
      />
      {asking === 'password' && <ChangePassword onClose={close} />}
      {asking === 'everywhere' && (
        <Confirm
          title={t.nav.signOutEverywhereTitle}
          body={t.nav.signOutEverywhereBody}
          submit={t.nav.signOutEverywhere}
          run={signOutEverywhere}
          onClose={close}
        />
      )}
    </>
  )
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Confirm
      title={t.nav.changePassword}
      body={t.nav.changePasswordBody}
      submit={t.nav.changePassword}
      run={() => api.changePassword({ current, password })}
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
        hint={t.setup.passwordHint(LIMITS.passwordMin)}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
      />
    </Confirm>
  )
}
