import { useState } from 'react'
import type { Me } from '#protocol/http.ts'
import { SSO_END_PATH, api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { navigate } from '../shell/router.ts'
import { reloadSession, useSession } from '../shell/session.ts'
import { Confirm } from '../widgets/dialog.tsx'
import { Menu } from '../widgets/menu.tsx'

/** Clears everything that belongs to the account from the screen after signing out. */
async function gone() {
  await reloadSession()
  navigate('/sign-in')
}

async function signOut() {
  await api.signOut()
  await gone()
}

/**
 * Signs out here and then at the provider. Otherwise the next person on a shared machine could sign
 * in with one click.
 */
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
  const t = useText('account')
  const [asking, setAsking] = useState(false)
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
            heading: t.nav.username(me.username),
            entries: [
              {
                id: 'security',
                label: t.nav.security,
                run: () => navigate('/account/security'),
              },
              ...(session.status === 'ready' && session.session.recording
                ? [
                    {
                      id: 'recordings',
                      label: t.nav.recordings,
                      run: () => navigate('/recordings'),
                    },
                  ]
                : []),
              { id: 'out', label: t.nav.signOut, run: () => void signOut() },
              ...(me.sso && system !== ''
                ? [{ id: 'both', label: t.sso.signOut(system), run: () => void signOutOfBoth() }]
                : []),
              {
                id: 'everywhere',
                label: t.nav.signOutEverywhere,
                run: () => setAsking(true),
              },
            ],
          },
        ]}
      />
      {asking && (
        <Confirm
          title={t.nav.signOutEverywhereTitle}
          body={t.nav.signOutEverywhereBody}
          submit={t.nav.signOutEverywhere}
          run={signOutEverywhere}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
