import type { Shape } from '../shape.ts'

/** The page without a server: written into the service worker when the client is built. */
export const texts = {
  title: 'Không nối được tới máy chủ',
  body: 'Máy chủ họp đang không trả lời, hoặc máy này đang mất mạng. Hãy kiểm tra mạng rồi thử lại; nếu vẫn không được, hãy báo người vận hành.',
}
export type Texts = Shape<typeof texts>
