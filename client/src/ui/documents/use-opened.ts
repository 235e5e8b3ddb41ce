import { useEffect, useState } from 'react'
import type { DocumentView } from '#protocol/presentation.ts'
import { bytesOf } from './bytes.ts'
import { openDocument } from './open.ts'
import { CannotOpen } from './opened.ts'
import type { Fault, Opened } from './opened.ts'

export type Opening =
  | { state: 'loading'; percent: number }
  | { state: 'open'; opened: Opened }
  | { state: 'failed'; fault: Fault | 'lost' }

/** @param again a new number retries */
export function useOpened(meeting: string, document: DocumentView, again: number): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'loading', percent: 0 })
  const { id, kind, bytes } = document
  useEffect(() => {
    let opened: Opened | null = null
    let over = false
    const set = (next: Opening) => {
      if (!over) setOpening(next)
    }
    const open = async () => {
      set({ state: 'loading', percent: 0 })
      const found = await bytesOf(meeting, { ...document, id, kind, bytes }, (percent) =>
        set({ state: 'loading', percent }),
      )
      if (found === null || over) return set({ state: 'failed', fault: 'lost' })
      opened = await openDocument(kind, found)
      if (over) opened.close()
      else set({ state: 'open', opened })
    }
    open().catch((error: unknown) =>
      set({ state: 'failed', fault: error instanceof CannotOpen ? error.fault : 'viewer' }),
    )
    return () => {
      over = true
      opened?.close()
    }
    // A changed name or permission does not change the document, so it must not reopen.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [meeting, id, kind, bytes, again])
  return opening
}
