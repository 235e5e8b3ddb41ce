import type { IdentityKind } from '#protocol/model.ts'
import type { Shape } from '../shape.ts'

const two = (n: number) => String(n).padStart(2, '0')

/** What is printed: the head of a page, lists, results, minutes, invitations, places to sign. */
export const texts = {
  print: 'In',
  /** Above a document that is sent out or kept as a record; empty lines are left out. */
  nation: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'],
  /** As documents write it: zeros before days below 10 and before January and February. */
  date: (day: number, month: number, year: number) =>
    `ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}`,
  clock: (hour: number, minute: number) => `${two(hour)} giờ ${two(minute)}`,
  sameDay: (from: string, to: string, day: string) => `Từ ${from} đến ${to}, ${day}`,
  manyDays: (from: string, day: string, to: string, last: string) =>
    `Từ ${from} ${day} đến ${to} ${last}`,
  since: (from: string, day: string) => `Bắt đầu lúc ${from}, ${day}`,
  made: (time: string, day: string, server: string) =>
    `In từ máy chủ ${server} lúc ${time}, ${day}.`,
  sign: '(Ký, ghi rõ họ tên)',
  signers: { writer: 'Người lập', secretary: 'Thư ký', host: 'Chủ trì', inviter: 'Người mời' },
  about: {
    meeting: 'Cuộc họp',
    time: 'Thời gian',
    where: 'Hình thức',
    online: 'Họp trực tuyến',
    host: 'Chủ trì',
    secretary: 'Thư ký',
  },

  attendance: {
    title: 'Danh sách người tham dự',
    number: 'STT',
    name: 'Họ và tên',
    kind: 'Tư cách',
    stays: 'Thời gian có mặt',
    minutes: 'Số phút',
    total: (people: number) => `Tổng số: ${people} người.`,
    stillIn: 'chưa rời',
  },
  kinds: {
    account: 'Có tài khoản',
    invited: 'Khách mời',
    guest: 'Khách',
  } satisfies Record<IdentityKind, string>,

  votes: {
    title: 'Kết quả biểu quyết',
    way: (secret: boolean) =>
      secret ? 'Hình thức: bỏ phiếu kín.' : 'Hình thức: bỏ phiếu công khai.',
    turnout: (entitled: number, voted: number) =>
      `Có quyền biểu quyết: ${entitled} người; đã bỏ phiếu: ${voted} người.`,
    answer: 'Phương án',
    count: 'Số phiếu',
    share: 'Tỷ lệ',
    outcome: (outcome: string) => `Kết luận: ${outcome}`,
    roll: 'Lựa chọn của từng người',
    choice: 'Lựa chọn',
  },

  minutes: {
    menu: 'Biên bản',
    title: 'Biên bản cuộc họp',
    intro:
      'Mẫu biên bản có sẵn tên cuộc họp, thời gian, thành phần và kết quả biểu quyết. Phần nội dung và kết luận để trống cho thư ký ghi.',
    secretary: 'Thư ký cuộc họp',
    secretaryHint: 'Để trống nếu ghi tay.',
    people: 'I. Thành phần tham dự',
    present: (people: number) => `Có mặt: ${people} người, gồm:`,
    content: 'II. Nội dung',
    votes: 'III. Kết quả biểu quyết',
    noVotes: 'Cuộc họp không biểu quyết.',
    conclusion: 'IV. Kết luận của chủ trì',
    end: 'Cuộc họp kết thúc vào ..... giờ ..... cùng ngày. Biên bản được đọc lại, mọi người nhất trí thông qua.',
  },

  invitation: {
    title: 'Giấy mời',
    subtitle: 'dự họp trực tuyến',
    intro:
      'Giấy mời có liên kết, mã QR và cách vào họp. Mật khẩu không bao giờ in trên giấy này: vui lòng báo riêng.',
    printAll: (people: number) => `In ${people} giấy mời`,
    to: 'Kính gửi',
    toHint: 'Tên người hoặc cơ quan được mời. Để trống nếu ghi tay.',
    invites: (host: string) => `${host} trân trọng kính mời dự cuộc họp trực tuyến:`,
    time: 'Thời gian',
    agenda: 'Nội dung',
    link: 'Liên kết',
    minutes: (minutes: number) => `dự kiến ${minutes} phút`,
    howTitle: 'Cách vào họp',
    how: [
      'Quét mã QR bằng điện thoại, hoặc mở liên kết bằng Chrome, Edge hoặc Firefox trên máy tính.',
      'Nhập mật khẩu cuộc họp, được báo riêng qua kênh khác.',
      'Chờ chủ trì duyệt vào họp. Vui lòng vào trước ít nhất 10 phút để thử micrô và camera.',
    ],
    personal: 'Liên kết này dành riêng cho người được mời. Vui lòng không chuyển cho người khác.',
    help: (help: string) => `Cần hỗ trợ kỹ thuật, vui lòng liên hệ: ${help}.`,
    thanks: 'Trân trọng kính mời.',
  },

  codes: {
    title: 'Mã khôi phục tài khoản',
    print: 'In các mã này',
    account: 'Tài khoản',
    server: 'Máy chủ',
    body: 'Mỗi mã dùng được một lần, khi không có điện thoại hoặc khóa bảo mật. Gạch bỏ mã đã dùng.',
    keep: 'Cất nơi an toàn, tách khỏi mật khẩu. Không chụp ảnh, không gửi qua thư hoặc tin nhắn. Nếu mất tờ này, tạo mã mới ở trang Bảo mật tài khoản: các mã này hết hiệu lực ngay.',
  },

  after: {
    title: 'Hồ sơ cuộc họp',
    body: 'Bạn là chủ trì: có thể xem, lưu hoặc in ngay bây giờ, hoặc sau này ở trang Cuộc họp của tôi.',
  },
}
export type Texts = Shape<typeof texts>
