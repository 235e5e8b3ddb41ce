import type { Shape } from '../shape.ts'

/** The offline page; embedded in the service worker when the client is built. */
export const texts = {
  title: 'Không kết nối được tới máy chủ',
  body: 'Máy chủ họp đang không phản hồi, hoặc máy này đang mất mạng. Vui lòng kiểm tra mạng rồi thử lại; nếu vẫn không được, vui lòng báo quản trị viên.',
}
export type Texts = Shape<typeof texts>
