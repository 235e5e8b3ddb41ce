import { useState } from 'react'
import type { RecordingSummary } from '#protocol/recording.ts'
import { api } from '../../http/api.ts'
import type { Answer } from '../../http/api.ts'
import { openKey, sealKey } from '../../recorder/keys.ts'
import { useTexts } from '../../i18n/text.ts'
import { useMe } from '../shell/session.ts'
import { Confirm } from '../widgets/dialog.tsx'
import { PasswordField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { rememberKey, rememberedKey } from './unlock.ts'

type Props = { recording: RecordingSummary; onDone: () => void; onClose: () => void }

/** [REC7] Decrypts the recording's key here and encrypts it for one more person. */
export function Share({ recording, onDone, onClose }: Props) {
  const r = useTexts('recording')
  const me = useMe()
  const { value } = useLoaded(api.readerKeys)
  const others = value?.filter(({ account }) => account !== me?.id) ?? []
  const [chosen, setChosen] = useState('')
  const [secret, setSecret] = useState(rememberedKey)
  const [wrong, setWrong] = useState(false)
  // No default: being first in a list must not give anyone access.
  const reader = others.find(({ account }) => account === chosen)
  const run = async (): Promise<Answer<unknown>> => {
    if (!reader) return { ok: false, error: { code: 'invalid_input' } }
    const identity = await openKey(recording.sealedKey, secret).catch(() => null)
    setWrong(identity === null)
    if (identity === null) return { ok: false, error: { code: 'invalid_input' } }
    rememberKey(secret)
    const sealedKey = await sealKey(identity, [reader.recipient])
    return api.shareRecording(recording.id, { account: reader.account, sealedKey })
  }
  return (
    <Confirm
      title={r.library.share}
      submit={r.library.shareSubmit}
      run={run}
      onDone={onDone}
      onClose={onClose}
    >
      {value && others.length === 0 ? (
        <p>{r.library.shareNobody}</p>
      ) : (
        <>
          <p>{r.library.shareWhat}</p>
          <Select
            label={r.library.shareWith}
            value={chosen}
            options={[
              { value: '', label: '—' },
              ...others.map(({ account, name }) => ({ value: account, label: name })),
            ]}
            onChange={setChosen}
          />
          <PasswordField
            label={r.library.unlock}
            hint={r.library.unlockHint}
            value={secret}
            onChange={setSecret}
            error={wrong ? r.library.unlockWrong : null}
            autoComplete="off"
          />
        </>
      )}
    </Confirm>
  )
}
