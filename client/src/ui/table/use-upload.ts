import { useCallback, useEffect, useRef, useState } from 'react'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import type { FileKind } from '../../../../server/protocol/table.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { CannotOpen, openDocument } from './open.ts'
import type { Fault } from './open.ts'
import { sendDocument } from './transfer.ts'

const MB = 1_000_000
export const MEGABYTES = LIMITS.documentBytes / MB

export type Uploading = { name: string; percent: number } | null
type Upload = {
  uploading: Uploading
  /** Why files of the last lot were not taken, in words. */
  problems: readonly string[]
  /** Sent one after the other, after those that are still on their way. */
  add: (files: readonly File[]) => void
  /** The one on its way, and those after it. */
  cancel: () => void
}

/** As the server looks at it, which decides: here only to say soon what it would say late. */
function kindOf(head: Uint8Array): FileKind | null {
  const text = String.fromCharCode(...head)
  if (text.startsWith('%PDF-')) return 'pdf'
  if (text.startsWith('\u0089PNG')) return 'png'
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg'
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'webp' : null
}

/** How many pages it has, or why it cannot be shown: opened here first, as everyone else will. */
async function look(file: File): Promise<number | Fault | 'type'> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kind = kindOf(bytes.subarray(0, 12))
  if (kind === null) return 'type'
  try {
    const opened = await openDocument(kind, bytes)
    const { pages } = opened
    opened.close()
    return pages
  } catch (error) {
    return error instanceof CannotOpen ? error.fault : 'broken'
  }
}

export function useUpload(): Upload {
  const t = useText()
  const words = useTexts('documents')
  const { state, say } = useRoom()
  const [uploading, setUploading] = useState<Uploading>(null)
  const [problems, setProblems] = useState<readonly string[]>([])
  const running = useRef<AbortController | null>(null)
  const waiting = useRef<File[]>([])
  const cancel = useCallback(() => {
    waiting.current = []
    running.current?.abort()
  }, [])
  // Whoever closes the panel no longer wants it.
  useEffect(() => cancel, [cancel])

  /** Why not, in words; null when it is there. */
  const send = async (file: File, signal: AbortSignal): Promise<string | null> => {
    if (file.size > LIMITS.documentBytes) return words.faults.size(MEGABYTES)
    const pages = await look(file)
    if (pages === 'type') return t.errors.document_type
    if (typeof pages === 'string') return words.faults[pages]
    if (pages > LIMITS.documentPages) return words.faults.pages(LIMITS.documentPages)
    const progress = (percent: number) => setUploading({ name: file.name, percent })
    const failure = await sendDocument(state.meeting.id, file, pages, progress, signal)
    if (failure === 'cancelled') return words.cancelled
    return failure === null ? null : t.errors[failure.code]
  }
  const add = async (files: readonly File[]) => {
    waiting.current.push(...files)
    if (running.current) return
    setProblems([])
    for (let file = waiting.current.shift(); file; file = waiting.current.shift()) {
      const { name } = file
      running.current = new AbortController()
      setUploading({ name, percent: 0 })
      const why = await send(file, running.current.signal).catch(() => t.errors.unreachable)
      if (why === null) say(words.arrived(name))
      else setProblems((before) => [...new Set([...before, `${name}: ${why}`])])
    }
    running.current = null
    setUploading(null)
  }
  return { uploading, problems, add: (files) => void add(files), cancel }
}
