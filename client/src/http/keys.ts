import type { Sha256 } from '#protocol/mls.ts'
import { sendBytes, takeBytes } from './request.ts'

const pathOf = (meeting: string) => `/api/meetings/${encodeURIComponent(meeting)}/keys`

/** What of end-to-end keys is too large for a message. Both reject on any failure. */
export const keyBlobs = (meeting: string) => ({
  async put(bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> {
    const answer = await sendBytes<{ hash: Sha256 }>(pathOf(meeting), new Blob([bytes]))
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.result.hash
  },
  async read(hash: Sha256): Promise<Uint8Array> {
    const answer = await takeBytes(`${pathOf(meeting)}/${hash}`)
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.result
  },
})
