import { Suspense, lazy } from 'react'
import { useText } from '../../i18n/text.ts'
import { Panel } from './panel.tsx'

/** Documents come with the first of them: who sees none fetches nothing of it. */
const fetched = () => import('../table/document-table.tsx')
const Stage = lazy(async () => ({ default: (await fetched()).DocumentStage }))
const TablePanel = lazy(async () => ({ default: (await fetched()).DocumentsPanel }))

export function DocumentStage({ tools = false }: { tools?: boolean }) {
  const t = useText()
  return (
    <Suspense fallback={<p className="shared-wait">{t.documents.opening}</p>}>
      <Stage tools={tools} />
    </Suspense>
  )
}

export function DocumentsPanel({ onClose }: { onClose: () => void }) {
  const t = useText()
  const waiting = (
    <Panel title={t.documents.tool} onClose={onClose}>
      <p>{t.common.loading}</p>
    </Panel>
  )
  return (
    <Suspense fallback={waiting}>
      <TablePanel onClose={onClose} />
    </Suspense>
  )
}
