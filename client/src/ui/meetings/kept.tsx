import { useCallback, useState } from 'react'
import type { KeptDocument } from '#protocol/presentation.ts'
import { documents } from '../../http/documents.ts'
import { useText, useTexts, useTime } from '../../i18n/text.ts'
import { saveFile } from '../save-file.ts'
import { fetchDocument } from '../documents/transfer.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

type Props = { meeting: { id: string }; onClose: () => void }

/** Documents the host chose to keep. The host can download the originals until they expire. */
export function Kept({ meeting, onClose }: Props) {
  const t = useText()
  const words = useTexts('documents')
  const { value: kept, failure } = useLoaded(
    useCallback(() => documents.kept(meeting.id), [meeting.id]),
  )
  return (
    <Dialog title={words.keptTitle} onClose={onClose}>
      <FailureAlert failure={failure} />
      {kept?.length === 0 && <p className="soft">{words.keptNone}</p>}
      <ul className="list">
        {kept?.map((document) => (
          <Row key={document.id} meeting={meeting.id} document={document} />
        ))}
      </ul>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Row({ meeting, document }: { meeting: string; document: KeptDocument }) {
  const words = useTexts('documents')
  const { date } = useTime()
  const [percent, setPercent] = useState<number | null>(null)
  const [lost, setLost] = useState(false)
  const fetchIt = async () => {
    setPercent(0)
    const bytes = await fetchDocument(meeting, document, setPercent, 'kept')
    setPercent(null)
    setLost(bytes === null)
    if (bytes !== null) saveFile(document.name, new Blob([new Uint8Array(bytes)]))
  }
  return (
    <li className="list-row" aria-label={document.name}>
      <div>
        <p>{document.name}</p>
        <p className="small soft">{words.keptUntil(date(document.keptUntil))}</p>
        {lost && <p role="alert">{words.faults.lost}</p>}
      </div>
      {percent === null ? (
        <Button small aria-label={words.fetchNamed(document.name)} onPress={() => void fetchIt()}>
          {words.copy}
        </Button>
      ) : (
        <output>{words.loading(percent)}</output>
      )}
    </li>
  )
}
