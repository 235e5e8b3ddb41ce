import type { Shape } from '../shape.ts'

/** The first page, and the one that is not there. */
export const texts = {
  home: {
    title: 'Vào cuộc họp',
    intro: 'Dán đường liên kết mà người tổ chức đã gửi cho bạn.',
    link: 'Đường liên kết cuộc họp',
    go: 'Tiếp tục',
    badLink: 'Đây không phải là đường liên kết cuộc họp của máy chủ này.',
    hostTitle: 'Người tổ chức cuộc họp',
    hostBody: 'Đăng nhập để tạo và quản lý cuộc họp.',
    setupNeeded:
      'Máy chủ chưa có tài khoản nào. Người vận hành mở đường liên kết thiết lập in ra khi máy chủ khởi động lần đầu.',
  },

  notFound: {
    title: 'Không có trang này',
    body: 'Đường liên kết có thể thiếu ký tự. Hãy sao chép lại toàn bộ.',
    home: 'Về trang đầu',
  },
}
export type Texts = Shape<typeof texts>
