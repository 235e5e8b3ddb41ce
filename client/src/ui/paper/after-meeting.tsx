import { useState } from 'react'
import { useText, useTexts } from '../../i18n/text.ts'
import { Attendance } from '../meetings/attendance.tsx'
import { VoteRecords } from '../votes/records.tsx'
import { Button } from '../widgets/button.tsx'
import { Minutes } from './minutes.tsx'

type What = 'attendance' | 'votes' | 'minutes'

/** What the host needs right after a meeting: who was there, what was decided, the minutes. */
export function AfterMeeting({ meeting }: { meeting: { id: string; title: string } }) {
  const t = useText('meeting', 'meetings')
  const { after, minutes, votes } = useTexts('paper')
  const [shown, setShown] = useState<What | null>(null)
  const close = () => setShown(null)
  return (
    <section className="stack-tight" aria-labelledby="after-meeting">
      <h2 id="after-meeting">{after.title}</h2>
      <p className="small soft">{after.body}</p>
      <div className="row">
        <Button icon="people" onPress={() => setShown('attendance')}>
          {t.attendance.title}
        </Button>
        <Button icon="ballot" onPress={() => setShown('votes')}>
          {votes.title}
        </Button>
        <Button icon="document" onPress={() => setShown('minutes')}>
          {minutes.menu}
        </Button>
      </div>
      {shown === 'attendance' && <Attendance meeting={meeting} onClose={close} />}
      {shown === 'votes' && <VoteRecords meeting={meeting} onClose={close} />}
      {shown === 'minutes' && <Minutes meeting={meeting} onClose={close} />}
    </section>
  )
}
