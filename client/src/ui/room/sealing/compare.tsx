import { useCallback, useState } from 'react'
import { useLanguage, useText } from '../../../i18n/text.ts'
import { Alert } from '../../widgets/alert.tsx'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { useWords, wordsLanguage } from '../../widgets/words.tsx'
import { useRoom } from '../context.ts'
import { useAdmit } from './admit.ts'
import type { Comparing } from './admit.ts'
import { SpokenWords } from './spoken-words.tsx'

type Props = { comparing: Comparing; onClose: () => void }

/**
 * Somebody shows no proof of having been invited: the host has them read out four words, which are
 * the same here only if nobody stands in between.
 */
export function Compare({ comparing, onClose }: Props) {
  const { state } = useRoom()
  const [differ, setDiffer] = useState(false)
  const waits = state.lobby?.some(({ id }) => id === comparing.id) ?? false
  if (!waits) return <Gone name={comparing.name} onClose={onClose} />
  if (differ) return <Differ comparing={comparing} onClose={onClose} />
  return <Ask comparing={comparing} onDiffer={() => setDiffer(true)} onClose={onClose} />
}

function Ask({ comparing, onDiffer, onClose }: Props & { onDiffer: () => void }) {
  const { common, compare: t } = useText('sealing')
  const { call } = useRoom()
  const admit = useAdmit()
  const page = wordsLanguage(useLanguage())
  const [chosen, setChosen] = useState(page)
  const [tries, setTries] = useState(0)
  const { id, name, letting, more } = comparing
  const ask = useCallback(
    (language: 'vi' | 'en') => call.wordsOf(id, language),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new try is another question
    [call, id, tries],
  )
  const words = useWords(ask, chosen)
  const match = () => {
    call.confirmWords(id)
    onClose()
    void admit([id], letting)
  }
  return (
    <Dialog title={t.title(name)} onClose={onClose} alert>
      <p>{t.how(name)}</p>
      <SpokenWords
        label={t.words}
        words={words}
        language={chosen}
        onLanguage={setChosen}
        none={<Alert tone="warn">{t.silent(name)}</Alert>}
      />
      <p className="small soft">{t.number}</p>
      {more > 0 && <p className="small soft">{t.others(more)}</p>}
      <div className="dialog-actions">
        <Button onPress={onClose}>{common.cancel}</Button>
        {words === null ? (
          <Button look="primary" onPress={() => setTries(tries + 1)}>
            {common.retry}
          </Button>
        ) : (
          <>
            <Button isDisabled={!words} onPress={onDiffer}>
              {t.differ}
            </Button>
            <Button look="primary" isDisabled={!words} onPress={match}>
              {t.match}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}

function Differ({ comparing: { id, name }, onClose }: Props) {
  const { common, compare: t, lobby } = useText('people', 'sealing')
  const { ask } = useRoom()
  const refuse = () => {
    onClose()
    void ask('lobby.refuse', { id, block: false })
  }
  return (
    <Dialog title={t.differTitle} onClose={onClose} alert>
      <Alert tone="danger">{t.differBody(name)}</Alert>
      <div className="dialog-actions">
        <Button onPress={onClose}>{common.close}</Button>
        <Button look="danger" onPress={refuse}>
          {lobby.refuse}
        </Button>
      </div>
    </Dialog>
  )
}

function Gone({ name, onClose }: { name: string; onClose: () => void }) {
  const { common, admitting, compare: t } = useText('sealing')
  return (
    <Dialog title={t.title(name)} onClose={onClose} alert>
      <Alert>{admitting.gone(name)}</Alert>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {common.close}
        </Button>
      </div>
    </Dialog>
  )
}
