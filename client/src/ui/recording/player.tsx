import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import type { RecordingSummary } from '#protocol/recording.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { openRecording } from '../../recorder/library.ts'
import type { Opened } from '../../recorder/library.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button, linkClasses } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { PasswordField } from '../widgets/field.tsx'
import { rememberKey, rememberedKey } from './unlock.ts'

type Props = { recording: RecordingSummary; onClose: () => void }

/** [REC7] Decrypts the recording in this page, then plays or saves it. */
export function Player({ recording, onClose }: Props) {
  const r = useTexts('recording')
  const [secret, setSecret] = useState(rememberedKey)
  const [done, setDone] = useState<number | null>(null)
  const [refused, setRefused] = useState<Exclude<Opened, { ok: true }>['why'] | null>(null)
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRefused(null)
    setDone(0)
    void openRecording(recording, secret, setDone).then((result) => {
      setDone(null)
      if (!result.ok) {
        setRefused(result.why)
        return
      }
      rememberKey(secret)
      setUrl(URL.createObjectURL(result.file))
    })
  }
  return (
    <Dialog title={r.library.player(recording.title)} onClose={onClose} alert>
      {url !== null ? (
        <Playing url={url} recording={recording} />
      ) : (
        <form className="stack" onSubmit={submit}>
          <PasswordField
            label={r.library.unlock}
            hint={r.library.unlockHint}
            value={secret}
            onChange={setSecret}
            error={refused === 'wrong_key' ? r.library.unlockWrong : null}
            autoComplete="off"
            isRequired
          />
          {refused === 'damaged' && <Alert tone="danger">{r.library.damaged}</Alert>}
          {typeof refused === 'object' && <FailureAlert failure={refused} />}
          {done !== null && <output>{r.library.working(done, recording.chunks)}</output>}
          <Button type="submit" look="primary" isDisabled={done !== null || secret === ''}>
            {r.library.play}
          </Button>
        </form>
      )}
      <CloseRow onClose={onClose} />
    </Dialog>
  )
}

function CloseRow({ onClose }: { onClose: () => void }) {
  const t = useText()
  return (
    <div className="dialog-actions">
      <Button onPress={onClose}>{t.common.close}</Button>
    </div>
  )
}

function Playing({ url, recording }: { url: string; recording: RecordingSummary }) {
  const r = useTexts('recording')
  const name = `${new Date(recording.startedAt).toISOString().slice(0, 16).replace(':', '-')}.webm`
  return (
    <>
      {/* Recordings have no captions. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video className="rec-video" src={url} controls aria-label={recording.title} />
      <a className={linkClasses('plain')} href={url} download={name}>
        {r.library.download}
      </a>
    </>
  )
}
