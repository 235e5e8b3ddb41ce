import { useSyncExternalStore } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Uploads } from './uploads.ts'
import type { Found, Refused, Why } from './uploads.ts'

const MB = 1_000_000
export const MEGABYTES = LIMITS.documentBytes / MB

/** Upload state with user-facing texts. */
export function useUpload() {
  const t = useText()
  const words = useTexts('documents')
  const { call, say } = useRoom()
  const uploads = Uploads.of(call)
  const { uploading, refused } = useSyncExternalStore(uploads.subscribe, uploads.get)
  const found: Record<Found, string> = {
    broken: words.faults.broken,
    encrypted: words.faults.encrypted,
    noPages: words.faults.noPages,
    xfa: words.faults.xfa,
    viewer: words.faults.viewer,
    size: words.faults.size(MEGABYTES),
    pages: words.faults.pages(LIMITS.documentPages),
    cancelled: words.cancelled,
  }
  const isFound = (why: Why): why is Found => why in found
  const problemOf = ({ name, why }: Refused) =>
    `${name}: ${isFound(why) ? found[why] : t.errors[why]}`
  return {
    uploading,
    /** Why files of the last batch were refused. */
    problems: [...new Set(refused.map(problemOf))],
    add: (files: readonly File[]) =>
      void uploads.add(files, {
        arrived: (name) => say(words.arrived(name)),
        refused: (one, seen) => !seen && say(problemOf(one), 'stays'),
      }),
    cancel: uploads.cancel,
  }
}
