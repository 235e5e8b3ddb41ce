import type { DocumentKind } from '../../../server/protocol/table.ts'

/** Of documents and whiteboards: fetched with what shows them, so that joining stays small. */
export const vi = {
  title: 'Tài liệu',
  empty: 'Chưa có tài liệu nào.',
  whatLooks: 'Chủ trì hoặc người được trao bút có thể đưa tài liệu lên cho mọi người cùng xem.',
  add: 'Đưa tài liệu lên',
  choose: 'Chọn tệp từ máy',
  drop: 'Hoặc kéo tệp thả vào đây.',
  limits: (megabytes: number, pages: number) =>
    `PDF, PNG, JPEG hoặc WebP; tối đa ${megabytes} MB và ${pages} trang.`,
  blank: 'Mở bảng trắng',
  sending: (name: string, percent: number) => `Đang đưa “${name}” lên: ${percent} %`,
  cancel: 'Hủy đưa lên',
  cancelled: 'Đã hủy đưa tài liệu lên.',
  arrived: (name: string) => `Đã đưa “${name}” lên.`,
  whiteboard: 'Bảng trắng',
  kinds: {
    pdf: 'PDF',
    png: 'PNG',
    jpeg: 'JPEG',
    webp: 'WebP',
    blank: 'Bảng trắng',
  } satisfies Record<DocumentKind, string>,
  from: (name: string) => `do ${name} đưa lên`,
  shownNow: 'Đang trình bày',
  show: 'Trình bày',
  showNamed: (name: string) => `Trình bày “${name}”`,
  hide: 'Thôi trình bày',
  remove: 'Bỏ khỏi cuộc họp',
  removeNamed: (name: string) => `Bỏ “${name}” khỏi cuộc họp`,
  allowCopy: 'Cho mọi người tải về, có in tên người tải',
  keep: 'Giữ lại sau cuộc họp',
  keepDays: (days: number) => (days === 0 ? 'Không giữ' : `Giữ ${days} ngày`),
  keptUntil: (date: string) => `Giữ đến ${date}`,
  keptTitle: 'Tài liệu đã giữ',
  keptNone: 'Không có tài liệu nào được giữ.',
  fetchNamed: (name: string) => `Tải về “${name}”`,
  gone: 'Tài liệu và nét vẽ bị xóa khi cuộc họp kết thúc, trừ tài liệu chủ trì giữ lại.',
  copy: 'Tải về',
  copyNamed: (name: string) => `Tải về “${name}”, có in tên bạn`,
  copying: (page: number, pages: number) => `Đang tạo bản tải về: trang ${page} trên ${pages}`,
  copyMark: (name: string, time: string) => `${name} tải về lúc ${time}`,

  stage: (name: string) => `Tài liệu đang trình bày: ${name}`,
  presentedBy: (name: string) => `${name} đang trình bày`,
  youPresent: 'Bạn đang trình bày',
  nobodyPresents: 'Không ai đang trình bày',
  loading: (percent: number) => `Đang tải tài liệu: ${percent} %`,
  page: (page: number, pages: number) => `Trang ${page} trên ${pages}`,
  pageText: (page: number) => `Nội dung trang ${page}`,
  pageWithoutText: 'Trang này là hình, không có chữ để đọc.',
  previous: 'Trang trước',
  next: 'Trang sau',
  zoomIn: 'Phóng to trang',
  zoomOut: 'Thu nhỏ trang',
  fit: 'Vừa khung',
  retry: 'Thử lại',
  ahead: 'Bạn đang tự xem',
  follow: 'Theo người trình bày',
  takePen: 'Nhận trình bày',
  tools: 'Công cụ trình bày',
  toolNames: {
    move: 'Xem và kéo trang',
    laser: 'Chỉ bằng tia laser',
    pen: 'Bút vẽ',
    marker: 'Bút đánh dấu',
    eraser: 'Tẩy nét vẽ',
  },
  colour: 'Màu bút',
  colours: ['Đỏ', 'Xanh dương', 'Xanh lá', 'Cam', 'Tím', 'Đen'],
  undo: 'Hoàn tác nét vừa vẽ',
  clear: 'Xóa mọi nét trên trang này',
  keys: 'Page Up và Page Down lật trang; cộng, trừ và 0 phóng thu; khi dùng laser, bút hoặc tẩy, phím mũi tên dời con trỏ và phím cách để vẽ hoặc tẩy.',
  faults: {
    broken: 'Tệp bị hỏng nên không mở được.',
    encrypted: 'PDF này đặt mật khẩu. Hãy lưu một bản không mật khẩu rồi đưa lên.',
    pages: (pages: number) => `Tài liệu dài quá ${pages} trang. Hãy tách bớt rồi đưa lên.`,
    size: (megabytes: number) => `Tệp lớn quá ${megabytes} MB. Hãy nén hoặc tách bớt rồi đưa lên.`,
    lost: 'Không tải được tài liệu. Hãy thử lại.',
  },
}

type Shape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends string[]
      ? string[]
      : T[K] extends (...args: infer A) => string
        ? (...args: A) => string
        : Shape<T[K]>
}
export type TableTexts = Shape<typeof vi>
