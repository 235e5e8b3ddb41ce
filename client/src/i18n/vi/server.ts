import type { Guests, Policy } from '#protocol/policy.ts'
import type { Shape } from '../shape.ts'

/** The operator's pages of all meetings and of the rules. */
export const texts = {
  serverMeetings: {
    title: 'Cuộc họp trên máy chủ',
    intro:
      'Dành cho quản trị viên khi có lộ, lọt thông tin. Quản trị viên không nghe, không xem được cuộc họp của người khác và không biết mật khẩu; muốn vào họp cũng phải có mật khẩu và được chủ trì duyệt như mọi người.',
    empty: 'Chưa có cuộc họp nào trên máy chủ này.',
    meeting: 'Cuộc họp',
    host: 'Chủ trì',
    state: 'Tình trạng',
    actions: 'Thao tác',
    contain: 'Ngăn chặn lộ, lọt',
    containNamed: (title: string) => `Ngăn chặn lộ, lọt: ${title}`,
    containTitle: (title: string) => `Ngăn chặn lộ, lọt thông tin ở cuộc họp “${title}”?`,
    endNamed: (title: string) => `Kết thúc cuộc họp: ${title}`,
    endTitle: (title: string) => `Kết thúc cuộc họp “${title}”?`,
    endBody:
      'Mọi người ra khỏi phòng ngay, liên kết và mật khẩu hết hiệu lực. Không thể mở lại cuộc họp này.',
    evidenceNamed: (title: string) => `Tải hồ sơ chứng cứ: ${title}`,
    silence: 'Tắt mọi micrô, camera và màn hình đang chia sẻ.',
    password: 'Hủy mật khẩu đang dùng: không ai vào được nữa cho đến khi chủ trì đặt mật khẩu mới.',
    others: 'Không đưa ai ra: người đang họp vẫn ở trong phòng, chủ trì quyết định ai phải ra.',
    done: 'Cuộc họp đã khóa, mọi micrô, camera và màn hình chia sẻ đã tắt, mật khẩu cũ hết hiệu lực. Vui lòng báo chủ trì đặt mật khẩu mới.',
    doneOwn:
      'Cuộc họp đã khóa, mọi micrô, camera và màn hình chia sẻ đã tắt. Đây là cuộc họp của bạn nên mật khẩu mới hiện dưới đây.',
  },

  tighten: {
    title: 'Quy định của máy chủ',
    intro:
      'Quản trị viên chỉ có thể siết chặt hơn, không thể nới lỏng hơn mức sàn và hơn cấu hình của máy chủ. Quy định mới có hiệu lực ngay với người đến sau; người đang ở trong phòng vẫn ở lại. Mỗi thay đổi được ghi vào nhật ký cùng giá trị cũ và mới.',
    names: {
      passwordMin: 'Độ dài tối thiểu của mật khẩu tự đặt',
      lobby: 'Số người chờ tối đa của một cuộc họp',
      guests: 'Nhận khách không có tài khoản',
      keepDays: 'Số ngày lưu cuộc họp đã kết thúc',
      recordingDays: 'Số ngày giữ bản ghi cuộc họp',
    } satisfies Record<keyof Policy, string>,
    passwordMinHint: (least: number, most: number) =>
      `Từ ${least} đến ${most} ký tự; áp dụng cho mật khẩu cuộc họp và mật khẩu tài khoản đặt từ nay. Mật khẩu do hệ thống đề xuất không đổi.`,
    lobbyHint: (most: number) => `Nhiều nhất ${most} người.`,
    recordingDaysHint: (most: number) =>
      most === 0
        ? 'Máy chủ này chưa được cấu hình để ghi: 0.'
        : `Nhiều nhất ${most} ngày; 0 là không ghi cuộc họp nào.`,
    keepDaysHint: (most: number) =>
      `Nhiều nhất ${most} ngày. Dữ liệu quá hạn được xóa mỗi ngày một lần; nhật ký vẫn được giữ.`,
    guests: {
      named: {
        name: 'Nhận khách tự khai tên',
        what: 'Khách có mật khẩu được vào phòng chờ và hiện là chưa xác minh.',
      },
      invited: {
        name: 'Chỉ nhận khách có thư mời riêng',
        what: 'Không ai được tự khai tên: tên của khách do chủ trì ghi trong thư mời.',
      },
      none: {
        name: 'Không nhận khách',
        what: 'Chỉ người có tài khoản trên máy chủ này được vào phòng chờ.',
      },
    } satisfies Record<Guests, { name: string; what: string }>,
    submit: 'Áp dụng',
    done: 'Quy định mới đã có hiệu lực.',
    notANumber: 'Vui lòng nhập một số nguyên trong phạm vi cho phép.',
  },
}
export type Texts = Shape<typeof texts>
