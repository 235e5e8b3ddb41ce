import type { Shape } from '../shape.ts'

const untested = 'Chưa thử.'
const unknown = 'Không mở được. Vui lòng khởi động lại trình duyệt rồi thử lại.'
const insecure =
  'Trình duyệt không cho trang này dùng. Vui lòng mở bằng liên kết https, trong Chrome, Edge, Firefox hoặc Safari.'
const speeds = {
  untested,
  standard: 'Đủ để họp với hình cỡ vừa.',
  sound: 'Chỉ đủ nghe và nói; nên tắt hình.',
  slow: 'Quá chậm để họp. Vui lòng dùng dây mạng hoặc mạng khác.',
  failed: 'Không đo được. Vui lòng thử lại.',
}

/** The test of devices and line before a meeting, and what its code says. */
export const texts = {
  title: 'Kiểm tra thiết bị và đường truyền',
  what: 'Nên làm trước giờ họp, trên đúng máy và đúng mạng sẽ dùng để họp. Không cần tài khoản. Hình ảnh và âm thanh không rời khỏi máy của bạn.',
  devices: 'Camera, micrô và loa',
  line: 'Đường truyền',
  lineWhat: 'Mất khoảng nửa phút và gửi, nhận vài megabyte dữ liệu với máy chủ họp.',
  start: 'Kiểm tra đường truyền',
  again: 'Kiểm tra lại đường truyền',
  running: 'Đang kiểm tra…',
  result: 'Kết quả',
  verdicts: {
    untested: 'Bấm “Kiểm tra đường truyền” để có kết quả đầy đủ.',
    good: 'Đường truyền tốt: họp được với hình rõ nét.',
    standard: 'Họp được. Hình có thể nhỏ hơn hoặc chậm hơn bình thường.',
    sound: 'Đường truyền yếu: nên chỉ nghe và nói, hoặc dùng mạng khác.',
    none: 'Không họp được qua mạng này. Vui lòng đọc mã dưới đây cho bộ phận hỗ trợ.',
  },
  code: 'Mã kiểm tra',
  codeWhat:
    'Khi cần giúp đỡ, vui lòng đọc mã này cho bộ phận hỗ trợ. Mã chỉ chứa kết quả kiểm tra, không cho biết bạn là ai.',
  copy: 'Sao chép mã',
  things: {
    camera: 'Camera',
    microphone: 'Micrô',
    speaker: 'Loa',
    socket: 'Kết nối tới máy chủ',
    udp: 'Hình và tiếng qua UDP',
    tcp: 'Hình và tiếng qua TCP',
    relay: 'Máy chủ trung chuyển (TURN)',
    down: 'Tốc độ nhận',
    up: 'Tốc độ gửi',
  },
  findings: {
    camera: {
      untested,
      ok: 'Hoạt động.',
      denied: 'Trình duyệt chưa cho phép. Bấm biểu tượng ổ khóa cạnh thanh địa chỉ, chọn Cho phép.',
      not_found: 'Không tìm thấy. Vui lòng kiểm tra dây cắm.',
      in_use: 'Chương trình khác đang dùng. Vui lòng đóng chương trình đó.',
      insecure,
      unknown,
    },
    microphone: {
      untested,
      ok: 'Hoạt động, đã nghe thấy tiếng.',
      denied: 'Trình duyệt chưa cho phép. Bấm biểu tượng ổ khóa cạnh thanh địa chỉ, chọn Cho phép.',
      not_found: 'Không tìm thấy. Vui lòng kiểm tra dây cắm.',
      in_use: 'Chương trình khác đang dùng. Vui lòng đóng chương trình đó.',
      insecure,
      unknown,
      silent:
        'Đã mở nhưng chưa nghe thấy tiếng. Vui lòng nói thử, kiểm tra nút tắt tiếng trên micrô.',
    },
    speaker: {
      untested,
      ok: 'Hoạt động, bạn đã nghe thấy.',
      unheard: 'Không nghe thấy. Vui lòng tăng âm lượng hoặc chọn loa khác.',
      failed: 'Trình duyệt không phát được âm thanh ra loa này.',
    },
    socket: {
      untested,
      ok: 'Kết nối được.',
      blocked: 'Mạng này chặn kết nối WebSocket tới máy chủ, nên không vào họp được.',
    },
    udp: {
      untested,
      ok: 'Đi được. Đây là đường tốt nhất.',
      blocked: 'Không đi được: mạng này có thể đang chặn UDP.',
    },
    tcp: {
      untested,
      ok: 'Đi được.',
      blocked: 'Không đi được: mạng này có thể đang chặn cổng media của máy chủ.',
    },
    relay: {
      untested,
      ok: 'Có trả lời: dùng được khi các đường trên bị chặn.',
      blocked: 'Không trả lời.',
      none: 'Máy chủ này không dùng.',
      unknown: 'Trình duyệt này không cho biết.',
    },
    down: { ...speeds, hd: 'Đủ để xem hình rõ nét.' },
    up: { ...speeds, hd: 'Đủ để gửi hình rõ nét.' },
  },
  speed: (mbits: string) => `${mbits} Mbit/giây.`,
  atLeast: (mbits: string) => `Từ ${mbits} Mbit/giây trở lên.`,
  rtt: (ms: number) => `Đi và về mất ${ms} mili giây.`,

  desk: {
    title: 'Mã kiểm tra thiết bị và đường truyền',
    what: 'Người gọi mở trang kiểm tra và đọc mã mười chữ số. Gõ mã vào đây để xem kết quả kiểm tra của họ.',
    page: 'Trang kiểm tra',
    hint: 'Mười chữ số, có hay không có dấu gạch, ví dụ 111-1111-116.',
    wrong: 'Mã không đúng: có chữ số bị đọc hoặc gõ nhầm. Vui lòng hỏi lại.',
    all: 'Ý nghĩa của từng chữ số',
    digit: (place: number) => `Chữ số thứ ${place}`,
    last: 'Chữ số thứ 10 để phát hiện đọc nhầm.',
  },
}
export type Texts = Shape<typeof texts>
