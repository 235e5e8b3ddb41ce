import { useState } from 'react'
import type { ReactNode } from 'react'
import type { FactorKind } from '#protocol/factors.ts'
import type { Answer } from '../../http/api.ts'
import { useTexts } from '../../i18n/text.ts'
import { SsoLink } from '../account/sso.tsx'
import { useMe } from '../shell/session.ts'
import { Dialog } from '../widgets/dialog.tsx'
import { Prove } from './prove.tsx'

export type WithProof = <T>(act: () => Promise<Answer<T>>) => Promise<Answer<T>>

/**
 * Runs actions that need a fresh proof. If the server asks for one, prompts the person and retries.
 * If they cancel, the result is the server's refusal.
 */
export function useFresh(methods: readonly FactorKind[]): { fresh: WithProof; dialog: ReactNode } {
  const texts = useTexts('security')
  const sso = useMe()?.sso === true
  const [settle, setSettle] = useState<((proved: boolean) => void) | null>(null)
  const prove = () =>
    new Promise<boolean>((resolve) => {
      setSettle(() => resolve)
    }).finally(() => setSettle(null))
  const fresh: WithProof = async (act) => {
    const answer = await act()
    if (answer.ok || answer.error.code !== 'proof_needed') return answer
    return (await prove()) ? act() : answer
  }
  const dialog = settle && (
    <Dialog title={texts.factors.again} onClose={() => settle(false)}>
      <p>{texts.factors.againIntro}</p>
      {methods.length === 0 && sso ? (
        <SsoLink again />
      ) : (
        <Prove methods={methods} onDone={() => settle(true)} />
      )}
    </Dialog>
  )
  return { fresh, dialog }
}
