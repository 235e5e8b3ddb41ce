import type { KeysView } from '../../call/types.ts'
import type { Shape } from '../shape.ts'

/** End-to-end encryption as people see it: the lock, proofs in the lobby, words to compare. */
export const texts = {
  lock: {
    states: {
      on: 'Được mã hóa đầu cuối',
      making: 'Đang tạo khóa',
      pending: 'Đang đổi khóa',
      broken: 'Khóa không khớp. Đã dừng gửi.',
    } satisfies Record<KeysView['state'], string>,
    sealed:
      'Âm thanh, hình ảnh, màn hình chia sẻ, tin nhắn và câu hỏi được mã hóa đầu cuối: máy chủ không nghe, không xem, không đọc được.',
    open: 'Biểu quyết, tài liệu và nét vẽ trên tài liệu thì máy chủ đọc được.',
    now: {
      making: 'Khóa của cuộc họp đang được tạo. Âm thanh và hình ảnh chỉ bắt đầu khi đã có khóa.',
      pending:
        'Có người đã rời họp, và khóa đang được đổi để người đó không nghe tiếp được. Việc này tự diễn ra khi chủ trì hoặc đồng chủ trì ở trong phòng.',
      broken:
        'Khóa ở trình duyệt này không khớp với khóa của cuộc họp, nên trang không gửi âm thanh và hình ảnh nữa. Vui lòng tải lại trang; nếu vẫn như vậy, vui lòng báo chủ trì.',
    },
    showWords: 'Xem tám từ của cuộc họp',
    words: 'Tám từ của cuộc họp',
    wordsWhat:
      'Ai trong phòng cũng phải thấy đúng tám từ này: một người đọc to, những người khác so lại. Các từ đổi mỗi khi có người vào hoặc rời họp.',
    noWords: 'Chưa có khóa nên chưa có từ nào.',
    unproven: 'Vào lại bằng khóa mới',
    unprovenMark: 'Khóa mới, chưa đối chiếu',
    unprovenOne: (name: string) =>
      `${name} vào lại bằng khóa mới nên chưa có hình ảnh và âm thanh: vui lòng đưa về phòng chờ để đối chiếu bốn từ.`,
    unprovenMany: (n: number) =>
      `${n} người vào lại bằng khóa mới nên chưa có hình ảnh và âm thanh: vui lòng đưa từng người về phòng chờ để đối chiếu bốn từ.`,
    look: 'Xem',
    version: (start: string) => `Phiên bản của trang: ${start}`,
  },

  keysBar: {
    broken: 'Khóa của cuộc họp không khớp. Đã dừng gửi. Vui lòng tải lại trang.',
    reload: 'Tải lại trang',
    making: 'Khóa của cuộc họp đang được tạo. Âm thanh và hình ảnh bắt đầu khi đã có khóa.',
    other: 'Đường liên kết này không khớp với khóa của cuộc họp. Vui lòng xin lại đường liên kết.',
    elsewhere:
      'Khóa của cuộc họp ở thiết bị khác của bạn: ở đây chưa có hình ảnh, âm thanh và chưa cho ai vào được.',
    how: 'Cách xử lý',
  },

  elsewhereKeys: {
    title: 'Khóa của cuộc họp ở thiết bị khác của bạn',
    body: 'Khóa nằm trong trình duyệt đã tạo cuộc họp; máy chủ không giữ khóa. Để chủ trì ở thiết bị này:',
    steps: [
      'Ở thiết bị kia, mở danh sách “Cuộc họp của tôi”.',
      'Trong thao tác của cuộc họp này, chọn “Mở trên thiết bị khác của tôi”.',
      'Mở đường liên kết nhận được ở thiết bị này. Đường liên kết đó của riêng bạn: vui lòng không gửi cho ai.',
    ],
    otherwise: 'Không còn thiết bị kia:',
    renew: 'Tạo khóa mới ở đây',
    renewTitle: 'Tạo khóa mới ở đây?',
    renewBody:
      'Những đường liên kết đã gửi sẽ không còn khớp: bạn phải gửi lại đường liên kết mới cho mọi người được mời. Người đang chờ cũng phải mở đường liên kết mới.',
    renewed: 'Đã tạo khóa mới. Vui lòng gửi lại đường liên kết cho mọi người được mời.',
  },

  grades: {
    whole: 'Có đường liên kết đầy đủ',
    mailed: 'Đường liên kết gửi qua thư',
    none: 'Cần đối chiếu bốn từ',
    foreign: 'Khóa không khớp với tên',
    checking: 'Đang kiểm tra đường liên kết',
  },

  admitting: {
    unready: (name: string) =>
      `Trình duyệt của ${name} chưa gửi khóa. Vui lòng thử lại sau giây lát.`,
    foreign: (name: string) =>
      `Khóa gửi dưới tên ${name} không phải của người này. Vui lòng không cho vào; đề nghị họ mở lại đúng đường liên kết rồi xin vào lại.`,
    gone: (name: string) => `${name} không còn chờ.`,
  },

  compare: {
    title: (name: string) => `Đối chiếu bốn từ với ${name}`,
    how: (name: string) => `Gọi cho ${name} hoặc nhìn mặt, nhờ họ đọc bốn từ trên màn hình của họ.`,
    number: 'Vui lòng gọi vào số bạn đã có, không dùng số người đó vừa nhắn.',
    words: 'Bốn từ',
    loading: 'Đang lấy các từ…',
    silent: (name: string) =>
      `Trình duyệt của ${name} không trả lời, có thể vì mất kết nối. Vui lòng thử lại.`,
    others: (n: number) =>
      `Còn ${n} người nữa cần đối chiếu; họ vẫn được đánh dấu trong phòng chờ.`,
    inVietnamese: 'Xem bằng tiếng Việt',
    inEnglish: 'Xem bằng tiếng Anh',
    match: 'Khớp, cho vào',
    differ: 'Không khớp',
    differTitle: 'Bốn từ không khớp',
    differBody: (name: string) =>
      `Người đang chờ có thể không phải là ${name}. Vui lòng từ chối, rồi đề nghị ${name} mở lại đúng đường liên kết đã nhận và xin vào lại.`,
  },
}
export type Texts = Shape<typeof texts>
