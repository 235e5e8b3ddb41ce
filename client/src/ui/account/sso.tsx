import { ERROR_CODES } from '#protocol/errors.ts'
import { ssoStartPath } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../shell/session.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { linkClasses } from '../widgets/button.tsx'

/** A plain link instead of a fetch: the whole browser has to navigate to the provider and back. */
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

/**
 * @param again asks the provider for fresh authentication, because its own session may be too old
 */
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

/** The provider flow reports failures after the `#`, as an error code of the API. */
function failureIn(hash: string) {
  const code = ERROR_CODES.find((known) => hash === `#${known}`)
  return code === undefined ? null : { code }
}

const pageToReturnTo = () => (location.pathname === '/sign-in' ? '/' : location.pathname)
