import { Suspense } from 'react'
import type { ReactNode } from 'react'
import type { Me } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { reloadSession, useSession } from '../shell/session.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { NextStep } from './next-step.tsx'

/** Loaded lazily because signed-in people never need it. */
const SignInForm = lazily(
  async () => (await import('./sign-in.tsx')).SignInForm,
  'account',
  'security',
)

/** Renders its children for signed-in people and the next sign-in step for everyone else. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const t = useText('account')
  const state = useSession()
  switch (state.status) {
    case 'loading':
      return <p className="soft">{t.common.loading}</p>
    case 'failed':
      return (
        <div className="stack">
          <FailureAlert failure={state.error} />
          <Button onPress={() => void reloadSession()}>{t.common.retry}</Button>
        </div>
      )
    case 'ready':
      if (state.session.me) return children(state.session.me)
      if (state.session.pending) return <NextStep pending={state.session.pending} />
      return (
        <Suspense fallback={<p className="soft">{t.common.loading}</p>}>
          <SignInForm note={t.signIn.needed} />
        </Suspense>
      )
  }
}
