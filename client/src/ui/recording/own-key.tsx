import { useState } from 'react'
import { accountApi } from '../../http/accounts.ts'
import { makeKeyPair } from '../../recorder/keys.ts'
import type { KeyPair } from '../../recorder/keys.ts'
import { useTexts } from '../../i18n/text.ts'
import { useFresh } from '../security/use-fresh.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Masked } from '../widgets/masked.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

type Props = { mine: string | null; reload: () => Promise<void> }

/**
 * [REC5] The person's own key pair, generated here. The secret key is shown once and never sent.
 */
export function OwnKey({ mine, reload }: Props) {
  const r = useTexts('recording')
  const [made, setMade] = useState<KeyPair | null>(null)
  const factors = useLoaded(accountApi.factors)
  const { fresh, dialog } = useFresh(factors.value?.factors.map(({ kind }) => kind) ?? [])
  const make = useAction(async () => {
    const pair = await makeKeyPair()
    const answer = await fresh(() => accountApi.setRecordingKey({ recipient: pair.recipient }))
    return answer.ok ? { ok: true as const, result: pair } : answer
  }, setMade)
  const kept = () => {
    setMade(null)
    void reload()
  }
  return (
    <section className="card stack" aria-labelledby="rec-key">
      <h2 id="rec-key">{r.library.keyTitle}</h2>
      {made ? (
        <>
          <p>{r.library.keyMade}</p>
          <Masked text={made.identity} label={r.library.keySecret} className="secret rec-key" />
          <div className="row">
            <CopyButton text={made.identity} label={r.library.keyCopy} />
            <Button look="primary" onPress={kept}>
              {r.library.keySaved}
            </Button>
          </div>
        </>
      ) : (
        <>
          {mine === null ? (
            <p>{r.library.keyNone}</p>
          ) : (
            <>
              <p className="rec-key">{r.library.keyHave(mine)}</p>
              <p className="soft small">{r.library.keyNewWhat}</p>
            </>
          )}
          <FailureAlert failure={make.failure} />
          <div className="row">
            <Button
              look={mine === null ? 'primary' : 'plain'}
              isDisabled={make.pending}
              onPress={() => void make.start()}
            >
              {mine === null ? r.library.keyMake : r.library.keyMakeNew}
            </Button>
          </div>
        </>
      )}
      {dialog}
    </section>
  )
}
