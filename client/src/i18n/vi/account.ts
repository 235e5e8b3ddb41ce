import type { Shape } from '../shape.ts'

/** Sign-in, account setup, and the header of signed-in pages. */
export const texts = {
  nav: {
    home: 'Hôm nay',
    meetings: 'Cuộc họp của tôi',
    newMeeting: 'Tạo cuộc họp',
    calendar: 'Lịch họp',
    serverMeetings: 'Mọi cuộc họp',
    serverHealth: 'Tình trạng máy chủ',
    accounts: 'Tài khoản',
    audit: 'Nhật ký',
    signIn: 'Đăng nhập',
    signOut: 'Đăng xuất',
    signOutEverywhere: 'Đăng xuất mọi nơi',
    security: 'Bảo mật tài khoản',
    changePassword: 'Đổi mật khẩu đăng nhập',
    changePasswordBody: 'Các trình duyệt khác đang đăng nhập bằng tài khoản này sẽ bị đăng xuất.',
    currentPassword: 'Mật khẩu hiện tại',
    newPassword: 'Mật khẩu mới',
    account: (name: string) => `Tài khoản của ${name}`,
    username: (username: string) => `Tên đăng nhập: ${username}`,
    signOutEverywhereTitle: 'Đăng xuất khỏi mọi thiết bị?',
    signOutEverywhereBody:
      'Mọi trình duyệt đang đăng nhập bằng tài khoản này, kể cả trình duyệt này, sẽ phải đăng nhập lại.',
    serverPolicy: 'Quy định',
    serverOffice: 'Cơ quan',
    recordings: 'Bản ghi',
  },

  setup: {
    title: 'Thiết lập lần đầu',
    intro: 'Tạo tài khoản quản trị viên. Liên kết này chỉ dùng được một lần.',
    username: 'Tên đăng nhập',
    usernameHint: 'Chữ thường không dấu, chữ số, dấu chấm, gạch ngang; từ 2 đến 40 ký tự.',
    usernameBad: 'Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch ngang.',
    name: 'Họ và tên',
    password: 'Mật khẩu',
    passwordHint: (min: number) =>
      `Ít nhất ${min} ký tự. Một câu dài dễ nhớ tốt hơn một từ khó đọc. Có thể dán mật khẩu.`,
    submit: 'Tạo tài khoản',
    noToken: 'Liên kết này bị thiếu mã. Vui lòng sao chép lại toàn bộ liên kết.',
    done: 'Đã tạo tài khoản. Bây giờ bạn có thể đăng nhập.',
  },

  activate: {
    title: 'Kích hoạt tài khoản',
    intro: 'Vui lòng đặt mật khẩu của riêng bạn. Liên kết này chỉ dùng được một lần.',
    username: (name: string) => `Tên đăng nhập của ${name}`,
    usernameHint: 'Bạn dùng tên này mỗi lần đăng nhập.',
    submit: 'Đặt mật khẩu',
    done: 'Đã đặt mật khẩu. Bây giờ bạn có thể đăng nhập.',
  },

  signIn: {
    title: 'Đăng nhập',
    intro: 'Dành cho người tổ chức và quản trị viên. Khách tham dự không cần tài khoản.',
    username: 'Tên đăng nhập',
    password: 'Mật khẩu',
    submit: 'Đăng nhập',
    needed: 'Vui lòng đăng nhập để tiếp tục.',
    forgotten:
      'Quên tên đăng nhập hoặc mật khẩu? Vui lòng hỏi quản trị viên của cơ quan: họ xem được tên đăng nhập và cấp được liên kết để bạn đặt mật khẩu mới.',
  },

  sso: {
    signIn: (system: string) => `Đăng nhập bằng ${system}`,
    or: 'Hoặc dùng tài khoản riêng của máy chủ này',
    signOut: (system: string) => `Đăng xuất cả ở ${system}`,
    account: 'Qua hệ thống của cơ quan',
    reset: 'Đặt lại xác thực',
    resetNamed: (name: string) => `Đặt lại xác thực: ${name}`,
    resetTitle: 'Đặt lại phương thức xác thực thứ hai?',
    resetBody: (name: string) =>
      `Dùng khi ${name} mất điện thoại hoặc khóa. Mọi phương thức xác thực thứ hai và mã khôi phục bị xóa, mọi phiên kết thúc; người đó đăng nhập lại qua hệ thống của cơ quan rồi thiết lập lại. Vui lòng xác minh đúng người trước khi thực hiện.`,
  },

  policy: {
    title: 'Quy định đăng nhập',
    hosts: 'Người tổ chức phải có phương thức xác thực thứ hai',
    hostsWhat:
      'Quản trị viên luôn phải có. Khi bật, người tổ chức chưa có sẽ phải thêm ở lần truy cập tới.',
    column: 'Xác thực thứ hai',
    has: 'Có',
    hasNot: 'Chưa có',
    reset: 'Đặt lại tất cả',
    resetNamed: (name: string) => `Đặt lại tất cả: ${name}`,
    resetTitle: 'Đặt lại mật khẩu và phương thức xác thực thứ hai?',
    resetBody: (name: string) =>
      `Dùng khi ${name} mất điện thoại hoặc khóa. Mật khẩu, mọi phương thức xác thực thứ hai và mã khôi phục bị xóa; người đó thiết lập lại bằng liên kết mới. Vui lòng xác minh đúng người trước khi thực hiện.`,
    resetSubmit: 'Đặt lại và tạo liên kết',
  },
}
export type Texts = Shape<typeof texts>
