import type { Guests } from '#protocol/policy.ts'
import type { Shape } from '../shape.ts'

/** The pages where hosts create and manage their meetings. */
export const texts = {
  meetings: {
    title: 'Cuộc họp của tôi',
    create: 'Tạo cuộc họp',
    empty: 'Bạn chưa có cuộc họp nào. Vui lòng bấm “Tạo cuộc họp” để bắt đầu.',
    created: (when: string) => `Tạo lúc ${when}`,
    planned: (day: string, from: string, to: string) => `${day}, ${from}–${to}`,
    repeats: 'Họp định kỳ',
    plan: 'Lịch và khách mời',
    records: 'Hồ sơ cuộc họp',
    editSchedule: 'Sửa lịch họp',
    addSchedule: 'Đặt lịch họp',
    cancel: 'Hủy cuộc họp',
    live: (inside: number, waiting: number) => `${inside} người trong họp, ${waiting} người chờ`,
    quiet: 'Chưa có ai trong phòng',
    ended: 'Đã kết thúc',
    open: 'Vào họp',
    openNamed: (title: string) => `Vào họp: ${title}`,
    actions: 'Thao tác khác',
    actionsNamed: (title: string) => `Thao tác khác: ${title}`,
    copyLinkNamed: (title: string) => `Sao chép liên kết: ${title}`,
    renew: 'Đổi mật khẩu',
    renewTitle: 'Đổi mật khẩu cuộc họp?',
    renewBody: 'Mật khẩu cũ hết hiệu lực ngay. Những người đang chờ phải nhập mật khẩu mới.',
    renewSubmit: 'Đổi mật khẩu',
    end: 'Kết thúc cuộc họp',
    endTitle: 'Kết thúc cuộc họp?',
    endBody: 'Mọi người phải rời phòng ngay và không ai vào lại được.',
    attendance: 'Danh sách người tham dự',
    minutes: 'Biên bản',
    invitation: 'In giấy mời',
    blocks: 'Người bị chặn',
    audit: 'Nhật ký',
    blocksTitle: 'Người bị chặn',
    blocksEmpty: 'Chưa có ai bị chặn khỏi cuộc họp này.',
    blockedAt: (when: string) => `Chặn lúc ${when}`,
    lift: 'Bỏ chặn',
    liftNamed: (name: string) => `Bỏ chặn: ${name}`,
    lifted: (name: string) => `Đã bỏ chặn ${name}.`,
    hasEnded: 'Cuộc họp đã kết thúc.',
    invites: 'Thư mời riêng',
    ownLink: 'Mở trên thiết bị khác của tôi',
    ownLinkBody:
      'Mở liên kết này, hoặc quét mã, trên thiết bị bạn sẽ dùng để chủ trì. Khóa của cuộc họp sẽ có cả ở đó.',
    ownLinkWarning:
      'Đây là chìa khóa của cuộc họp, chỉ dành cho riêng bạn. Ai có liên kết này có thể giả làm chủ trì. Vui lòng không gửi cho bất kỳ ai.',
    ownLinkCode: 'Mã QR của liên kết dành riêng cho bạn',
    ownLinkCodeWhat: 'Chỉ hiện khi không ai khác nhìn thấy màn hình.',
    ownLinkNone:
      'Khóa của cuộc họp này không có trên trình duyệt này. Vui lòng mở mục này trên thiết bị đã tạo cuộc họp.',
    invitedOnly: 'Không nhận khách tự do',
    closeGuests: 'Chỉ nhận khách mời',
    closeTitle: 'Chỉ nhận khách mời và người có tài khoản?',
    closeBody:
      'Khách tự khai tên không xin vào được nữa, kể cả người đang chờ. Những người đang họp vẫn ở lại.',
    openGuests: 'Nhận cả khách tự do',
    openTitle: 'Nhận cả khách tự khai tên?',
    openBody:
      'Ai có mật khẩu đều xin vào được với tên tự khai. Bạn vẫn duyệt từng người ở phòng chờ.',
    guestRule: {
      invited:
        'Theo quy định của máy chủ, khách phải có thư mời riêng mới được vào phòng chờ; không ai được tự khai tên.',
      none: 'Theo quy định của máy chủ, chỉ người có tài khoản được vào họp; không nhận khách và thư mời riêng.',
    } satisfies Record<Exclude<Guests, 'named'>, string>,
  },

  attendance: {
    title: 'Danh sách người tham dự',
    empty: 'Chưa có ai tham dự cuộc họp này.',
    inside: 'đang họp',
    total: (minutes: number) => `Tổng cộng ${minutes} phút`,
    save: 'Lưu thành tệp CSV',
    columns: {
      name: 'Họ tên',
      position: 'Chức vụ, đơn vị (tự khai)',
      kind: 'Danh tính',
      joined: 'Vào lúc',
      left: 'Rời lúc',
      minutes: 'Số phút',
      total: 'Tổng số phút',
      now: 'Hiện nay',
    },
    gone: 'đã rời',
  },

  create: {
    title: 'Tạo cuộc họp',
    name: 'Tên cuộc họp',
    mode: 'Chế độ họp',
    passwordChoice: 'Mật khẩu cuộc họp',
    proposed: 'Để hệ thống đề xuất mật khẩu (nên dùng)',
    proposedWhat:
      'Bảy từ tiếng Việt quen thuộc, viết không dấu: dễ đọc qua điện thoại, rất khó đoán.',
    own: 'Tự đặt mật khẩu',
    ownLabel: 'Mật khẩu tự đặt',
    checking: 'Đang kiểm tra mật khẩu…',
    strong: 'Mật khẩu đủ mạnh.',
    submit: 'Tạo cuộc họp',
    invitedOnly: 'Chỉ nhận khách có thư mời riêng và người có tài khoản',
    invitedOnlyWhat: 'Khách tự khai tên bị từ chối, dù nhập đúng mật khẩu.',
    everyMeeting:
      'Mọi cuộc họp đều có mật khẩu và phòng chờ. Không ai vào được khi chủ trì chưa đồng ý.',
    options: 'Tùy chọn',
    optionsTimed: 'Chế độ họp, lặp lại, người được mời, nội dung, múi giờ, mật khẩu',
    optionsUntimed: 'Chế độ họp, khách, mật khẩu',
  },
}
export type Texts = Shape<typeof texts>
