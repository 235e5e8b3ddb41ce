import type { Shape } from '../shape.ts'

/** The home page and the not-found page. */
export const texts = {
  home: {
    title: 'Vào cuộc họp',
    intro: 'Vui lòng dán liên kết mà người tổ chức đã gửi cho bạn.',
    link: 'Liên kết cuộc họp',
    go: 'Tiếp tục',
    badLink: 'Đây không phải là liên kết cuộc họp của máy chủ này.',
    hostTitle: 'Người tổ chức cuộc họp',
    hostBody: 'Đăng nhập để tạo và quản lý cuộc họp.',
    setupNeeded:
      'Máy chủ chưa có tài khoản nào. Quản trị viên vui lòng mở liên kết thiết lập được in ra khi máy chủ khởi động lần đầu.',
  },

  notFound: {
    title: 'Trang này không tồn tại',
    body: 'Liên kết có thể bị thiếu ký tự. Vui lòng sao chép lại toàn bộ liên kết.',
    home: 'Về trang chủ',
  },
}
export type Texts = Shape<typeof texts>
