import { useEffect, useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { reload } from '../../shell/unavailable.ts'
import { Button } from '../../widgets/button.tsx'
import { useOpenDialog, useRoom } from '../context.ts'
import { barOf } from './bar.ts'
import { useUnproven } from './unproven.ts'

/** Keys are usually there before anybody looks; a line about them would only flash up. */
const PATIENCE_MS = 5000

/** What stands in the way of hearing and seeing each other as far as keys are concerned. */
export function KeyBars() {
  const { keysBar: t } = useText('sealing')
  const { state, me } = useRoom()
  const openDialog = useOpenDialog()
  const bar = barOf(state.keys, me.role)
  const lasts = useLasting(bar, PATIENCE_MS)
  if (bar === 'broken')
    return (
      <div className="bar bar-danger">
        <span>{t.broken}</span>
        <Button small onPress={reload}>
          {t.reload}
        </Button>
      </div>
    )
  if (bar === null || !lasts) return <UnprovenBar />
  return (
    <div className={bar === 'making' ? 'bar' : 'bar bar-warn'}>
      <span>{t[bar]}</span>
      {bar === 'elsewhere' && (
        <Button small onPress={() => openDialog('elsewhereKeys')}>
          {t.how}
        </Button>
      )}
    </div>
  )
}

function UnprovenBar() {
  const { lock: t } = useText('sealing')
  const openDialog = useOpenDialog()
  const unproven = useUnproven()
  const [first] = unproven
  if (!first) return null
  return (
    <div className="bar bar-warn">
      <span>
        {unproven.length === 1 ? t.unprovenOne(first.person.name) : t.unprovenMany(unproven.length)}
      </span>
      <Button small onPress={() => openDialog('lock')}>
        {t.look}
      </Button>
    </div>
  )
}

/** Whether `now` has stayed the same for so many milliseconds. */
function useLasting(now: string | null, ms: number): boolean {
  const [lasting, setLasting] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setLasting(now), ms)
    return () => clearTimeout(timer)
  }, [now, ms])
  return now !== null && lasting === now
}
