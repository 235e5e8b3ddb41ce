import type { Shape } from '../shape.ts'

/** The home page and the not-found page. */
export const texts = {
  home: {
    welcome: 'Chào mừng bạn đến phòng họp trực tuyến',
    intro:
      'Bạn đã nhận liên kết và mật khẩu từ người tổ chức? Vui lòng dán liên kết vào ô “Vào bằng liên kết”. Không cần cài đặt, không cần tài khoản.',
    promises: {
      password: 'Mỗi cuộc họp có mật khẩu riêng.',
      lobby: 'Chủ trì duyệt từng người trước khi vào.',
      recording: 'Máy chủ không ghi hình bạn nếu bạn chưa đồng ý.',
    },
    join: 'Vào bằng liên kết',
    link: 'Liên kết cuộc họp',
    linkHint: 'Có dạng https://…/m/… trong lời mời.',
    go: 'Tiếp tục',
    badLink: 'Đây không phải là liên kết cuộc họp của máy chủ này.',
    hostTitle: 'Bạn có tài khoản?',
    hostBody: 'Đăng nhập để tổ chức cuộc họp và xem lịch họp của bạn.',
    today: 'Hôm nay',
    next: 'Tiếp theo',
    later: 'Sắp tới',
    nothing: 'Hôm nay bạn chưa có cuộc họp nào.',
    nothingElse: 'Hôm nay không còn cuộc họp nào khác.',
    nothingDo: 'Bạn có thể họp ngay, lên lịch, hoặc vào cuộc họp của người khác bằng liên kết.',
    toCalendar: 'Xem cả lịch họp',
    toMeetings: 'Cuộc họp của tôi',
    quick: 'Họp ngay',
    quickLabel: 'Tên cuộc họp',
    quickName: (date: string, time: string) => `Họp nhanh ${date}, ${time}`,
    quickGo: 'Họp ngay',
    plan: 'Lên lịch',
    planWhat: 'Chọn ngày giờ, mời người tham dự, gửi lời mời.',
    planGo: 'Lên lịch cuộc họp',
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
