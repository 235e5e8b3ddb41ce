import type { ReactNode } from 'react'
import type { Me } from '../../../../server/protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { reloadSession, useSession } from '../session.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { NextStep } from './next-step.tsx'
import { SignInForm } from './sign-in.tsx'

/** Shows its content to signed-in people, the next step of signing in to everyone else. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const t = useText()
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
      return <SignInForm note={t.signIn.needed} />
  }
}
