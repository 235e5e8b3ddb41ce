import type { IdentityKind, Mode, Role } from '#protocol/model.ts'
import type { Shape } from '../shape.ts'

/** Used by both the room and the meeting pages. */
export const texts = {
  modes: {
    discussion: { name: 'Thảo luận', what: 'Mọi người đều được phát biểu và bật camera.' },
    conference: {
      name: 'Hội nghị',
      what: 'Chỉ những người được chủ trì cho phép mới phát biểu và bật camera.',
    },
    lecture: {
      name: 'Bài giảng',
      what: 'Mỗi lúc chỉ một người phát biểu; người khác giơ tay xin phát biểu.',
    },
  } satisfies Record<Mode, { name: string; what: string }>,

  roles: { host: 'Chủ trì', cohost: 'Đồng chủ trì', participant: '' } satisfies Record<
    Role,
    string
  >,

  kinds: {
    guest: 'Khách, chưa xác minh',
    invited: 'Khách mời, đã xác nhận',
    account: 'Có tài khoản',
  } satisfies Record<IdentityKind, string>,

  tools: {
    votes: 'Biểu quyết',
    documents: 'Tài liệu',
  },

  secret: {
    title: 'Cuộc họp đã sẵn sàng',
    renewedTitle: 'Mật khẩu mới',
    link: 'Liên kết',
    password: 'Mật khẩu',
    once: 'Mật khẩu chỉ hiện một lần ở đây. Nếu quên, vui lòng đổi mật khẩu.',
    apart:
      'Vui lòng gửi liên kết và mật khẩu qua hai kênh khác nhau, ví dụ thư điện tử và điện thoại.',
    open: 'Vào họp',
    toList: 'Về danh sách cuộc họp',
    copyLink: 'Sao chép liên kết',
    bare: 'Người vào bằng liên kết này được đối chiếu bằng bốn từ.',
    copyPassword: 'Sao chép mật khẩu',
  },

  leak: {
    title: 'Có lộ, lọt thông tin?',
    body: 'Khi bạn xác nhận, máy chủ thực hiện ngay mọi việc sau đây:',
    lock: 'Khóa cuộc họp: không ai xin vào được.',
    silence: 'Tắt mọi micrô, camera và màn hình đang chia sẻ, kể cả của bạn.',
    shares: 'Thu hồi mọi quyền chia sẻ màn hình.',
    password: 'Đổi mật khẩu: mật khẩu cũ hết hiệu lực, mật khẩu mới chỉ hiện cho bạn.',
    others: 'Những người còn lại tiếp tục họp; ai cần nói hay bật camera thì tự bật lại.',
    who: 'Đưa ra khỏi cuộc họp và chặn những người này',
    submit: 'Ngăn chặn ngay',
    doneTitle: 'Đã ngăn chặn',
    done: (removed: number) =>
      `Cuộc họp đã khóa, mọi micrô và camera đã tắt, ${removed} người đã bị đưa ra và chặn.`,
  },

  shareSafe: {
    masked: 'Đã che vì bạn đang chia sẻ',
    reveal: 'Hiện',
    revealNamed: (what: string) => `Hiện, dù đang chia sẻ: ${what}`,
    covered: 'Đã che',
    uncoverNamed: (what: string) => `Hiện: ${what}`,
  },
}
export type Texts = Shape<typeof texts>
