import { ERROR_CODES } from '#protocol/errors.ts'
import { ssoStartPath } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../shell/session.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { linkClasses } from '../widgets/button.tsx'

/** A plain link and no request of the page: the whole browser goes to the provider and back. */
export function SsoSignIn() {
  const t = useText('account')
  const state = useSession()
  const sso = state.status === 'ready' ? state.session.sso : null
  if (sso === null) return null
  return (
    <>
      <FailureAlert failure={failureIn(location.hash)} />
      <SsoLink />
      <p className="soft">{t.sso.or}</p>
    </>
  )
}

/** @param again for a fresh proof: the provider's own session may not be enough */
export function SsoLink({ again = false }: { again?: boolean }) {
  const t = useText('account')
  const state = useSession()
  const sso = state.status === 'ready' ? state.session.sso : null
  if (sso === null) return null
  return (
    <a className={linkClasses('primary')} href={ssoStartPath(pageToReturnTo(), again)}>
      {t.sso.signIn(sso.name)}
    </a>
  )
}

/** What went wrong at the provider comes back after the `#`, as a code of the contract. */
function failureIn(hash: string) {
  const code = ERROR_CODES.find((known) => hash === `#${known}`)
  return code === undefined ? null : { code }
}

const pageToReturnTo = () => (location.pathname === '/sign-in' ? '/meetings' : location.pathname)
