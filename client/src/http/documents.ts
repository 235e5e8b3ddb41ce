import type { z } from 'zod'
import type { DocumentId } from '#protocol/ids.ts'
import type {
  BeginDocument,
  BegunDocument,
  KeptDocument,
  TakenPart,
} from '#protocol/presentation.ts'
import { send, sendBytes, takeBytes } from './request.ts'

const at = encodeURIComponent
const partsOf = (meeting: string, id: DocumentId, where: 'documents' | 'kept') =>
  `/api/meetings/${at(meeting)}/${where}/${at(id)}/parts`

/** Uploads and downloads documents part by part. Paths are written only here. */
export const documents = {
  begin: (meeting: string, body: z.input<typeof BeginDocument>) =>
    send<BegunDocument>('POST', `/api/meetings/${at(meeting)}/documents`, body),
  sendPart: (meeting: string, id: DocumentId, n: number, part: Blob) =>
    sendBytes<TakenPart>(`${partsOf(meeting, id, 'documents')}/${n}`, part),
  takePart: (meeting: string, id: DocumentId, n: number, where: 'documents' | 'kept') =>
    takeBytes(`${partsOf(meeting, id, where)}/${n}`),
  kept: (meeting: string) => send<KeptDocument[]>('GET', `/api/meetings/${at(meeting)}/kept`),
}
