import { useState } from 'react'
import type { DocumentView } from '#protocol/table.ts'
import { serverNow } from '../../clock.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { saveFile } from '../save-file.ts'
import { Button } from '../widgets/button.tsx'
import { markedCopy } from './copy.ts'
import type { Opened } from './opened.ts'

type Props = { document: DocumentView; opened: Opened }

/** Only where the host allows it; the server is asked once more and writes it down. */
export function CopyButton({ document, opened }: Props) {
  const t = useTexts('documents')
  const { dateTime } = useTime()
  const { me, ask, say } = useRoom()
  const [page, setPage] = useState(0)
  const pages = Math.min(opened.pages, document.pages)
  const copy = async () => {
    if (!(await ask('table.copy', { document: document.id }))) return
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
  if (page > 0) return <output className="table-page">{t.copying(page, pages)}</output>
  return (
    <Button small aria-label={t.copyNamed(document.name)} onPress={() => void copy()}>
      {t.copy}
    </Button>
  )
}
