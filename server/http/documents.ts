import { z } from 'zod'
import type { DocumentService } from '../files/documents/service.ts'
import { Refusal } from '#protocol/errors.ts'
import { DocumentId, MeetingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { KeptDocument } from '#protocol/presentation.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import { Attachment, route } from './routes.ts'
import type { Route } from './routes.ts'

export type DocumentDeps = {
  service: DocumentService
  store: Pick<Repositories, 'documents' | 'meetings'>
}

/** The number of a part, as in the URL. */
const Part = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)

type Params = Record<string, string>

function documentOf(params: Params): DocumentId {
  const id = DocumentId.safeParse(params['documentId'])
  if (!id.success) throw new Refusal('not_found')
  return id.data
}

function partOf(params: Params): number {
  const n = Part.safeParse(params['part'])
  if (!n.success) throw new Refusal('not_found')
  return n.data
}

/** Bytes that only our own page can draw and no other program opens. */
const sealed = (data: Buffer) => new Attachment('document.bin', 'application/octet-stream', data)

/**
 * [DOC] Documents: upload for presenters, download for everyone inside, saved ones for the host.
 */
export function documentRoutes({ service, store }: DocumentDeps): Route[] {
  const ownMeeting = async (account: AccountRecord, params: Params): Promise<MeetingId> => {
    const id = MeetingId.safeParse(params['id'])
    const meeting = id.success ? await store.meetings.meeting(id.data) : null
    if (meeting?.hostAccount !== account.id) throw new Refusal('not_found')
    return meeting.id
  }
  return [
    route({
      method: 'POST',
      path: '/api/meetings/:id/documents',
      access: 'presenting',
      body: 'beginDocument',
      run: ({ inside, body, now }) => service.begin(inside, body, now),
    }),
    route({
      method: 'POST',
      path: '/api/meetings/:id/documents/:documentId/parts/:part',
      access: 'presenting',
      body: null,
      uploadMax: LIMITS.documentPart,
      run: ({ inside, params, upload, now }) =>
        service.take(inside, documentOf(params), partOf(params), upload, now),
    }),
    route({
      method: 'GET',
      path: '/api/meetings/:id/documents/:documentId/parts/:part',
      access: 'inside',
      body: null,
      run: async ({ inside, params }) =>
        sealed(await service.read(inside.meetingId, documentOf(params), partOf(params))),
    }),
    route({
      method: 'GET',
      path: '/api/meetings/:id/kept',
      access: 'signed-in',
      body: null,
      async run({ account, params }): Promise<KeptDocument[]> {
        const documents = await store.documents.documents(await ownMeeting(account, params))
        return documents.flatMap(({ id, name, kind, bytes, keptUntil }) =>
          keptUntil === null ? [] : [{ id, name, kind, bytes, keptUntil }],
        )
      },
    }),
    route({
      method: 'GET',
      path: '/api/meetings/:id/kept/:documentId/parts/:part',
      access: 'signed-in',
      body: null,
      async run({ account, params }) {
        const meeting = await ownMeeting(account, params)
        const id = documentOf(params)
        const document = await store.documents.find(meeting, id)
        if (document === null || document.keptUntil === null) throw new Refusal('not_found')
        return sealed(await service.read(meeting, id, partOf(params)))
      },
    }),
  ]
}
