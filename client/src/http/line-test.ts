import type { LineTest } from '#protocol/line-test.ts'
import { send, sendBytes, takeBytes } from './request.ts'
import type { Answer } from './request.ts'

/** The requests of a test of the line, apart from the others: only its page needs them. */
export const lineTestApi = {
  begin: () => send<LineTest>('POST', '/api/line-test'),
  take: (id: string, within: number) => takeBytes(pieceOf(id), within),
  give: (id: string, piece: Blob, within: number): Promise<Answer<unknown>> =>
    sendBytes(pieceOf(id), piece, within),
  end: (id: string): Promise<Answer<unknown>> =>
    send('DELETE', `/api/line-test/${encodeURIComponent(id)}`),
}

const pieceOf = (id: string) => `/api/line-test/${encodeURIComponent(id)}/piece`
