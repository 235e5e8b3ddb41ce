import type { InviteState, MailState } from '#protocol/http.ts'
import type { Shape } from '../shape.ts'

/** Personal invitations and their emails. */
export const texts = {
  invites: {
    title: 'Thư mời riêng',
    intro:
      'Mỗi người một liên kết, gắn với tên bạn ghi ở đây. Người được mời vẫn phải nhập mật khẩu cuộc họp và chờ bạn duyệt.',
    names: 'Danh sách tên, mỗi dòng một người',
    namesHint: (max: number) => `Có thể dán danh sách; tối đa ${max} người một lần.`,
    tooMany: (max: number) => `Nhiều hơn ${max} người. Vui lòng chia làm nhiều lần.`,
    line: (n: number, name: string) => `Dòng ${n}: ${name}`,
    nameTooLong: (name: string) => `Tên quá dài: ${name}`,
    days: 'Hạn dùng',
    daysOf: (n: number) => `${n} ngày`,
    submit: (n: number) => (n === 0 ? 'Tạo thư mời' : `Tạo ${n} thư mời`),
    made: 'Liên kết vừa tạo',
    once: 'Các liên kết chỉ hiện một lần ở đây. Vui lòng gửi cho từng người trước khi rời trang.',
    apart: 'Vui lòng gửi mật khẩu cuộc họp qua kênh khác, không gửi cùng liên kết.',
    copyAll: 'Sao chép tất cả tên và liên kết',
    copy: 'Sao chép',
    linkNamed: (name: string) => `Liên kết mời của ${name}`,
    copyNamed: (name: string) => `Sao chép liên kết của ${name}`,
    name: 'Tên',
    link: 'Liên kết',
    list: 'Những người được mời',
    empty: 'Chưa có thư mời nào.',
    state: 'Trạng thái',
    states: {
      unused: 'Chưa dùng',
      in_use: 'Đang dùng',
      used: 'Đã dùng',
      revoked: 'Đã thu hồi',
      expired: 'Hết hạn',
    } satisfies Record<InviteState, string>,
    expires: 'Hạn dùng',
    until: (when: string) => `Đến ${when}`,
    actions: 'Thao tác',
    revoke: 'Thu hồi',
    revokeNamed: (name: string) => `Thu hồi thư mời của ${name}`,
    revokeTitle: (name: string) => `Thu hồi thư mời của ${name}?`,
    revokeBody: 'Liên kết hết hiệu lực ngay. Nếu đang ở trong cuộc họp, người này bị đưa ra ngay.',
    revoked: (name: string) => `Đã thu hồi thư mời của ${name}.`,
    back: 'Về danh sách cuộc họp',
  },

  mail: {
    namesHint: (max: number) =>
      `Có thể dán danh sách; tối đa ${max} người một lần. Thêm địa chỉ thư điện tử nếu muốn gửi thư mời, ví dụ: Nguyễn An <an@example.vn>.`,
    sendNow: (n: number) => `Gửi thư mời tới ${n} địa chỉ`,
    sendNowWhat:
      'Thư có liên kết riêng, không có mật khẩu; kèm tệp lịch nếu cuộc họp có giờ. Địa chỉ chỉ được giữ lại, dưới dạng mã hóa, khi cuộc họp có giờ, để báo thay đổi. Mật khẩu vẫn phải báo qua kênh khác.',
    submit: (n: number) => `Tạo ${n} thư mời và gửi`,
    nameMissing: (address: string) => `Thiếu tên của người có địa chỉ ${address}`,
    badAddress: (address: string) => `Địa chỉ thư điện tử không đúng: ${address}`,
    column: 'Thư điện tử',
    none: 'Chưa gửi',
    states: {
      queued: 'Đang gửi',
      sent: 'Đã gửi',
      refused: 'Bị từ chối, vui lòng kiểm tra địa chỉ',
      failed: 'Chưa gửi được, vui lòng gửi lại',
    } satisfies Record<MailState, string>,
    tally: (queued: number, sent: number, unsent: number) =>
      `Thư điện tử: đã gửi ${sent}, đang gửi ${queued}, chưa gửi được ${unsent}.`,
    again: (n: number) => `Gửi lại ${n} thư chưa gửi được`,
    send: 'Gửi thư',
    sendNamed: (name: string) => `Gửi thư mời cho ${name}`,
    sendTitle: (name: string) => `Gửi thư mời cho ${name}`,
    sendBody:
      'Thư mang liên kết mới; liên kết cũ của người này hết hiệu lực. Mật khẩu cuộc họp không có trong thư.',
    address: 'Địa chỉ thư điện tử',
  },
}
export type Texts = Shape<typeof texts>
