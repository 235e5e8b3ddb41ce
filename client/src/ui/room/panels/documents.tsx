import { Suspense } from 'react'
import { useText } from '../../../i18n/text.ts'
import { lazily } from '../../shell/lazily.ts'
import { Panel } from './panel.tsx'

/** Loaded with the first document, so that meetings without documents load nothing for them. */
const fetched = () => import('../../documents/document-view.tsx')
const Stage = lazily(async () => (await fetched()).DocumentStage, 'documents')
const LoadedPanel = lazily(async () => (await fetched()).DocumentsPanel, 'documents')

export function DocumentStage({ tools = false }: { tools?: boolean }) {
  const t = useText('room')
  return (
    <Suspense fallback={<p className="shared-wait">{t.documents.opening}</p>}>
      <Stage tools={tools} />
    </Suspense>
  )
}

export function DocumentsPanel({ onClose }: { onClose: () => void }) {
  const t = useText('meeting')
  const waiting = (
    <Panel title={t.tools.documents} onClose={onClose}>
      <p>{t.common.loading}</p>
    </Panel>
  )
  return (
    <Suspense fallback={waiting}>
      <LoadedPanel onClose={onClose} />
    </Suspense>
  )
}
