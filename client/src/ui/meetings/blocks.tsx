import { useCallback, useState } from 'react'
import type { BlockView } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

type Props = { meeting: { id: string }; onClose: () => void }

export function Blocks({ meeting, onClose }: Props) {
  const t = useText('meetings')
  const { value, failure, reload } = useLoaded(
    useCallback(() => api.blocks(meeting.id), [meeting.id]),
  )
  const [refused, setRefused] = useState<Failure | null>(null)
  const [said, setSaid] = useState('')
  const lift = async (block: BlockView) => {
    const answer = await api.liftBlock(meeting.id, block.id)
    setRefused(answer.ok ? null : answer.error)
    if (answer.ok) setSaid(t.meetings.lifted(block.name))
    await reload()
  }
  return (
    <Dialog title={t.meetings.blocksTitle} onClose={onClose}>
      <FailureAlert failure={refused ?? failure} />
      <output className="small said-ok">{said}</output>
      {value?.length === 0 && <p className="soft">{t.meetings.blocksEmpty}</p>}
      <ul className="list">
        {value?.map((block) => (
          <Block key={block.id} block={block} onLift={() => void lift(block)} />
        ))}
      </ul>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Block({ block, onLift }: { block: BlockView; onLift: () => void }) {
  const t = useText('meetings')
  const { dateTime } = useTime()
  return (
    <li className="list-row">
      <div>
        <p>{block.name}</p>
        <p className="small soft">{t.meetings.blockedAt(dateTime(block.at))}</p>
      </div>
      <Button small aria-label={t.meetings.liftNamed(block.name)} onPress={onLift}>
        {t.meetings.lift}
      </Button>
    </li>
  )
}
