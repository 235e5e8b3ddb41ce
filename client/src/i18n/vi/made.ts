import type { Shape } from '../shape.ts'

/** The page after a meeting is made, and what is given out. */
export const texts = {
  made: {
    untimed: 'Không định giờ: bạn mở cuộc họp lúc nào cũng được.',
    when: (day: string, from: string, to: string) => `${day}, từ ${from} đến ${to}`,
    inZone: (text: string, zone: string) => `${text} (giờ ${zone})`,
    dates: 'Các buổi họp',
    moreDates: (n: number) => `Xem thêm ${n} buổi`,
    invitation: 'Lời mời',
    agenda: 'Nội dung họp',
    invitationText: (title: string, when: string, agenda: string, link: string) =>
      `Kính mời tham dự cuộc họp trực tuyến: ${title}\n${when === '' ? '' : `Thời gian: ${when}\n`}${agenda === '' ? '' : `Nội dung:\n${agenda}\n`}Liên kết: ${link}\nMật khẩu sẽ được gửi riêng.`,
    copyInvitation: 'Sao chép lời mời',
    passwordOf: {
      meeting: 'Mật khẩu của cuộc họp này',
      all: 'Mật khẩu dùng cho mọi buổi',
      one: (date: string) => `Mật khẩu chỉ của buổi ${date}`,
    },
    passwordLater: 'Các buổi sau có mật khẩu riêng; bạn tạo ở trang “Lịch và thiết lập”.',
    code: 'Mã QR của liên kết',
    codeWhat: 'Quét bằng điện thoại để mở liên kết. Mã không chứa mật khẩu.',
    next: 'Việc tiếp theo',
    steps: [
      'Gửi lời mời qua thư điện tử hoặc Zalo.',
      'Báo mật khẩu qua kênh khác, ví dụ điện thoại.',
      'Vào họp đúng giờ và duyệt từng người ở phòng chờ.',
    ],
    stepsUntimed: [
      'Gửi lời mời qua thư điện tử hoặc Zalo.',
      'Báo mật khẩu qua kênh khác, ví dụ điện thoại.',
      'Vào họp và duyệt từng người ở phòng chờ.',
    ],
    invites: 'Gửi thư mời riêng cho từng người',
    ready: 'Cuộc họp đã mở. Mời mọi người:',
    close: 'Xong',
  },
}
export type Texts = Shape<typeof texts>
