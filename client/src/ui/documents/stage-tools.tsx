import { useState } from 'react'
import type { DocumentView } from '#protocol/presentation.ts'
import { serverNow } from '../../clock.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { saveFile } from '../save-file.ts'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { markedCopy } from './copy.ts'
import type { Opened } from './opened.ts'
import { FIT, zoomed } from './place.ts'
import { InkTools, PageTools } from './tools.tsx'
import type { Tool } from './tools.tsx'
import type { Looking } from './use-look.ts'

type Props = {
  document: DocumentView
  opened: Opened | null
  pages: number
  looking: Looking
  tool: Tool
  onTool: (tool: Tool) => void
}

/**
 * Paging and zoom for everyone, ink for the presenter, and a button to follow the presenter again.
 */
export function StageTools({ document, opened, pages, looking, tool, onTool }: Props) {
  const t = useTexts('documents')
  const { look, presenting, ahead, change, follow } = looking
  const here = { document: document.id, page: look.page }
  const { call } = useRoom()
  const [clearing, setClearing] = useState(false)
  const clear = () => {
    presenting?.end()
    return call.request('document.clear', here)
  }
  const zoom = (how: 'in' | 'out' | 'fit') =>
    change({ ...look, ...(how === 'fit' ? FIT : zoomed(look, how === 'in')) })
  return (
    <div className="document-tools">
      <PageTools
        page={look.page}
        pages={pages}
        onPage={(page) => change({ ...look, ...FIT, page })}
        onZoom={zoom}
      />
      {presenting && (
        <InkTools
          tool={tool}
          onTool={onTool}
          onUndo={() => presenting.undo(here)}
          onClear={() => setClearing(true)}
        />
      )}
      {presenting && clearing && (
        <Confirm
          title={t.clearTitle}
          body={t.clearBody}
          submit={t.clear}
          danger
          run={clear}
          onClose={() => setClearing(false)}
        />
      )}
      {ahead && (
        <Button small look="primary" onPress={follow}>
          {t.follow}
        </Button>
      )}
      <TakeOver document={document} />
      {opened && document.download && <CopyButton document={document} opened={opened} />}
    </div>
  )
}

function TakeOver({ document }: { document: DocumentView }) {
  const t = useTexts('documents')
  const { state, me, leader, ask } = useRoom()
  const presenter = state.presentation.shown?.presenter ?? null
  if (presenter === me.id || !(leader || (me.presents && presenter === null))) return null
  return (
    <Button small onPress={() => void ask('document.show', { document: document.id })}>
      {t.takeOver}
    </Button>
  )
}

type CopyProps = { document: DocumentView; opened: Opened }

/** Shown only if the host allows copies. The server checks again and logs the copy. */
function CopyButton({ document, opened }: CopyProps) {
  const t = useTexts('documents')
  const { dateTime } = useTime()
  const { me, ask, say } = useRoom()
  const [page, setPage] = useState(0)
  const pages = Math.min(opened.pages, document.pages)
  const copy = async () => {
    if (!(await ask('document.copy', { document: document.id }))) return
    try {
      const mark = t.copyMark(me.name, dateTime(serverNow()))
      const made = await markedCopy(opened, pages, mark, setPage)
      saveFile(`${document.name.replace(/\.\w{1,5}$/, '')}.pdf`, made)
    } catch {
      say(t.faults.broken, 'warn')
    } finally {
      setPage(0)
    }
  }
  if (page > 0) return <output className="document-page">{t.copying(page, pages)}</output>
  return (
    <Button small aria-label={t.copyNamed(document.name)} onPress={() => void copy()}>
      {t.copy}
    </Button>
  )
}
