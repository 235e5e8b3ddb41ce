import { useState } from 'react'
import { useText, useTime } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'

const PROLONG_MINUTES = [15, 30] as const

/** [CAL4] The planned end is near: everyone is told once, and the host may prolong. */
export function Closing() {
  const t = useText('people')
  const { time } = useTime()
  const { state, me, ask } = useRoom()
  const { closesAt, closing } = state.meeting
  const [seen, setSeen] = useState<number | null>(null)
  if (!closing || closesAt === null || seen === closesAt) return null
  return (
    <div className="toast toast-warn">
      <p>{t.hours.closing(time(closesAt))}</p>
      <div className="row">
        {me.role === 'host' &&
          PROLONG_MINUTES.map((minutes) => (
            <Button key={minutes} small onPress={() => void ask('meeting.prolong', { minutes })}>
              {t.hours.prolong(minutes)}
            </Button>
          ))}
        <Button
          look="quiet"
          small
          icon="close"
          aria-label={t.common.dismissMessage}
          onPress={() => setSeen(closesAt)}
        />
      </div>
    </div>
  )
}
