import type { StopReason } from '#protocol/recording.ts'
import type { Shape } from '../shape.ts'

/**
 * Only for people who record, are recorded or play a recording. `text` is what people consent to:
 * when its promises change, increment its version; see recording-text.ts.
 */
export const texts = {
  ask: {
    title: 'Xin ghi lại cuộc họp',
    what: 'Máy chủ hỏi từng người đang có mặt và người đến sau. Chưa ghi gì cho đến khi bạn bấm “Bắt đầu ghi”. Trình duyệt của bạn ghi, mã hóa rồi mới gửi đi; vui lòng giữ trang này mở.',
    noKey:
      'Bạn chưa có khóa mở bản ghi. Vui lòng tạo khóa ở trang “Bản ghi”, cất phần bí mật rồi quay lại.',
    openPage: 'Mở trang “Bản ghi”',
    submit: 'Hỏi mọi người',
    unsupported: 'Trình duyệt này không ghi được. Vui lòng dùng Chrome, Edge hoặc Firefox bản mới.',
  },
  text: {
    title: 'Bạn có đồng ý để cuộc họp này được ghi lại?',
    asks: (host: string) => `${host} muốn ghi hình và tiếng của cuộc họp này.`,
    points: (days: number) => [
      'Ghi những gì chủ trì thấy và nghe: hình, tiếng, tên, màn hình chia sẻ và tài liệu trình bày của người đã đồng ý. Tin nhắn không được ghi.',
      'Bản ghi được mã hóa trong trình duyệt của chủ trì. Xem được: chủ trì, kho lưu trữ của cơ quan, và người có tài khoản mà chủ trì nêu tên. Mỗi lần xem được ghi vào nhật ký.',
      `Bản ghi tự xóa sau nhiều nhất ${days} ngày. Người đã tải về có thể giữ bản sao.`,
      'Đồng ý rồi vẫn rút lại được bất cứ lúc nào: việc ghi dừng ngay; phần đã ghi được giữ đến hạn.',
      'Dù bạn trả lời thế nào, thiết bị của người tham dự khác vẫn có thể tự ghi; máy chủ không ngăn được điều đó.',
    ],
    agree: 'Tôi đồng ý',
    refuse: 'Không đồng ý, ở lại không có hình ảnh và âm thanh',
    leave: 'Rời họp',
    waiting: 'Cuộc họp đang được ghi. Bạn có hình ảnh và âm thanh sau khi đồng ý.',
  },
  asking: {
    bar: (agreed: number, people: number) =>
      `Đang hỏi ý kiến về việc ghi lại: ${agreed}/${people} người đồng ý. Chưa ghi.`,
    open: (names: string) => `Chưa trả lời: ${names}.`,
    refused: (names: string) => `Không đồng ý: ${names}.`,
    aside: 'Khi ghi, những người này không có hình ảnh và âm thanh.',
    begin: 'Bắt đầu ghi',
    beginAnyway: 'Bắt đầu ghi, không có những người này',
    cancel: 'Không ghi nữa',
    starting: 'Đang chuẩn bị ghi…',
  },
  running: {
    withdraw: 'Rút lại đồng ý',
    withdrawTitle: 'Rút lại đồng ý và dừng ghi?',
    withdrawWhat: 'Việc ghi dừng ngay với mọi người. Phần đã ghi đến lúc này được giữ đến hạn xóa.',
    stop: 'Dừng ghi',
    announced: (host: string) => `Cuộc họp đang được ghi. ${host} đang ghi.`,
    aside: 'Bạn ở ngoài phần ghi: không có hình ảnh và âm thanh.',
    join: 'Trả lời lại',
    behind: (pieces: number) => `Đường truyền chậm: còn ${pieces} đoạn chưa gửi.`,
  },
  stopped: {
    host: 'Đã dừng ghi. Cuộc họp không còn được ghi.',
    withdrawn: 'Một người đã rút lại đồng ý. Đã dừng ghi.',
    recorder_gone: 'Người ghi đã rời họp hoặc không còn là chủ trì. Đã dừng ghi.',
    switched_off: 'Quản trị viên đã tắt việc ghi trên máy chủ này. Đã dừng ghi.',
    full: 'Bản ghi đã đến giới hạn hoặc máy chủ hết chỗ. Đã dừng ghi.',
    failed: 'Không bắt đầu ghi được.',
    restart: 'Máy chủ đã khởi động lại. Đã dừng ghi.',
  } satisfies Record<StopReason, string>,
  notBegun: 'Chủ trì không xin ghi nữa. Không có gì được ghi.',
  finishing: 'Đang gửi nốt bản ghi. Vui lòng không đóng trang này.',
  orphaned:
    'Trang đang ghi đã đóng hoặc được tải lại nên đã dừng ghi. Phần đã gửi vẫn xem được; muốn ghi tiếp, vui lòng xin ghi lại từ đầu.',
  lost: 'Không gửi tiếp bản ghi được nên đã dừng ghi. Phần đã gửi vẫn xem được.',
  library: {
    nav: 'Bản ghi',
    title: 'Bản ghi cuộc họp',
    intro:
      'Máy chủ chỉ giữ bản đã mã hóa và không mở được. Bản ghi được giải mã trong trình duyệt này bằng khóa bí mật của bạn.',
    off: 'Máy chủ này không ghi lại cuộc họp nào.',
    empty: 'Chưa có bản ghi nào.',
    keyTitle: 'Khóa mở bản ghi của bạn',
    keyNone: 'Bạn chưa có khóa. Cần khóa để ghi cuộc họp và để người khác chia sẻ bản ghi với bạn.',
    keyHave: (recipient: string) => `Khóa công khai của bạn: ${recipient}`,
    keyMake: 'Tạo khóa',
    keyMakeNew: 'Tạo khóa mới',
    keyNewWhat:
      'Khóa mới dùng cho bản ghi từ nay; bản ghi cũ vẫn cần khóa bí mật cũ. Vui lòng giữ cả hai.',
    keyMade:
      'Đây là khóa bí mật, chỉ hiện một lần và không được gửi cho máy chủ. Vui lòng cất vào nơi an toàn, như trình quản lý mật khẩu. Nếu mất khóa, chỉ kho lưu trữ của cơ quan mở được bản ghi.',
    keySecret: 'Khóa bí mật',
    keyCopy: 'Sao chép khóa',
    keySaved: 'Tôi đã cất khóa bí mật',
    unlock: 'Nhập khóa bí mật',
    unlockHint: 'Bắt đầu bằng AGE-SECRET-KEY-1. Khóa ở lại trong trang này, không gửi đi đâu.',
    unlockWrong: 'Khóa này không mở được bản ghi.',
    play: 'Xem',
    download: 'Tải về',
    working: (done: number, all: number) => `Đang giải mã: ${done}/${all} đoạn`,
    damaged: 'Bản ghi bị hỏng hoặc thiếu một đoạn.',
    running: 'Đang ghi',
    host: (name: string) => `Người ghi: ${name}`,
    expires: (date: string) => `Tự xóa: ${date}`,
    length: (minutes: number) => (minutes < 1 ? 'dưới 1 phút' : `${minutes} phút`),
    readers: (names: string) => `Được xem: ${names}`,
    share: 'Cho phép người khác xem',
    shareWith: 'Người được xem',
    shareNobody: 'Chưa có ai khác tạo khóa. Người được xem phải tạo khóa ở trang này trước.',
    shareWhat:
      'Khóa của bản ghi được mã hóa riêng cho người này. Không thu hồi được với người đã tải về.',
    shareSubmit: 'Cho phép xem',
    remove: 'Xóa',
    removeTitle: 'Xóa bản ghi này?',
    removeWhat: 'Bản ghi bị xóa khỏi máy chủ với mọi người và không khôi phục được.',
    player: (title: string) => `Bản ghi: ${title}`,
  },
}
export type Texts = Shape<typeof texts>
