import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'

/** Says why pictures are missing, with the way to have them all the same. */
export function LineBar() {
  const t = useText('room')
  const { call, state } = useRoom()
  const { saving, pictures, held, resting, machine } = state.bandwidth
  if (pictures === 'paused')
    return (
      <div className="bar bar-warn">
        <span>{resting ? t.line.voiceOnly : t.line.soundOnly}</span>
        <Button small onPress={() => call.showPictures()}>
          {t.line.showAgain}
        </Button>
      </div>
    )
  if (machine === 2 && !saving) return <p className="bar">{t.line.machineNow}</p>
  return saving && held.size > 0 ? <p className="bar">{t.line.savingNow}</p> : null
}
