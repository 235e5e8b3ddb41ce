import { useCallback, useEffect, useState } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import { pagesVersion } from '../../../http/version.ts'
import { useLanguage, useText } from '../../../i18n/text.ts'
import { reload } from '../../shell/unavailable.ts'
import { Alert } from '../../widgets/alert.tsx'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { useWords, wordsLanguage } from '../../widgets/words.tsx'
import { useRoom } from '../context.ts'
import { SendBack } from '../dialogs/send-back.tsx'
import { SpokenWords } from './spoken-words.tsx'
import { useUnproven } from './unproven.ts'

/** What is encrypted and what is not, the group's words, and who is here without keys. */
export function LockDialog({ onClose }: { onClose: () => void }) {
  const { common, keysBar, lock: t } = useText('sealing')
  const { state } = useRoom().state.keys
  const [shown, setShown] = useState(false)
  const [going, setGoing] = useState<ParticipantView | null>(null)
  if (going) return <SendBack person={going} onClose={onClose} />
  return (
    <Dialog title={t.states[state]} onClose={onClose}>
      {state === 'broken' && <Alert tone="danger">{t.now.broken}</Alert>}
      {(state === 'making' || state === 'pending') && <p>{t.now[state]}</p>}
      {state !== 'broken' && (
        <>
          <p className="lock-fact">{t.sealed}</p>
          <p className="soft">{t.open}</p>
        </>
      )}
      <Unproven onGoing={setGoing} />
      {shown && <GroupWords />}
      <Version />
      <div className="dialog-actions">
        {!shown && state !== 'broken' && (
          <Button icon="words" onPress={() => setShown(true)}>
            {t.showWords}
          </Button>
        )}
        {state === 'broken' ? (
          <>
            <Button onPress={onClose}>{common.close}</Button>
            <Button look="primary" onPress={reload}>
              {keysBar.reload}
            </Button>
          </>
        ) : (
          <Button look="primary" onPress={onClose}>
            {common.close}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** For whoever compares it with the released ones; that it is one of them, no page can say itself. */
function Version() {
  const { lock: t } = useText('sealing')
  const [version, setVersion] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void pagesVersion().then((known) => gone || setVersion(known))
    return () => {
      gone = true
    }
  }, [])
  return version && <p className="small soft">{t.version(version)}</p>
}

function GroupWords() {
  const { lock: t } = useText('sealing')
  const { call, state } = useRoom()
  const [language, setLanguage] = useState(wordsLanguage(useLanguage()))
  const { keys } = state
  const ask = useCallback(
    (chosen: 'vi' | 'en') => call.groupWords(chosen),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- other keys have other words
    [call, keys],
  )
  const words = useWords(ask, language)
  return (
    <section className="stack-tight">
      <h3>{t.words}</h3>
      <SpokenWords
        label={t.words}
        words={words}
        language={language}
        onLanguage={setLanguage}
        none={<p className="soft">{t.noWords}</p>}
      />
      <p className="small soft">{t.wordsWhat}</p>
    </section>
  )
}

function Unproven({ onGoing }: { onGoing: (person: ParticipantView) => void }) {
  const { lock: t, people } = useText('sealing', 'people')
  const unproven = useUnproven()
  if (unproven.length === 0) return null
  return (
    <section className="stack-tight">
      <h3>{t.unproven}</h3>
      <ul className="list">
        {unproven.map(({ person, may }) => (
          <li key={person.id} className="stack-tight">
            <p>{t.unprovenOne(person.name)}</p>
            {may && (
              <div className="row">
                <Button small onPress={() => onGoing(person)}>
                  {people.sendBack}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
