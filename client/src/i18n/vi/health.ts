import type { TurnState } from '#protocol/health.ts'
import type { HistoryFigure } from '#protocol/history.ts'
import type { Shape } from '../shape.ts'

/** The server status page. */
export const texts = {
  title: 'Tình trạng máy chủ',
  intro: 'Số liệu được cập nhật mười giây một lần. Trang này không cho biết ai đang ở đâu.',
  noListening:
    'Quản trị viên không có cách nào nghe hoặc xem một cuộc họp mà không vào phòng: không có nút, quyền hay lệnh nào cho phép điều đó.',
  ready: 'Máy chủ hoạt động bình thường.',
  notReady:
    'Máy chủ chưa sẵn sàng: cơ sở dữ liệu không ghi được hoặc một tiến trình truyền tải không phản hồi.',
  now: 'Hiện tại',
  plots: {
    title: 'Diễn biến',
    span: 'Khoảng thời gian',
    hour: 'Một giờ qua',
    day: 'Một ngày qua',
    names: {
      people: 'Người trong phòng họp',
      load: 'Bộ xử lý',
      bitsIn: 'Băng thông vào',
      bitsOut: 'Băng thông ra',
      refused: 'Yêu cầu bị từ chối mỗi phút',
    } satisfies Record<HistoryFigure, string>,
    whats: {
      people: 'Số người nhiều nhất cùng lúc trên máy chủ này.',
      load: 'Mức dùng trung bình của mọi bộ xử lý trên máy.',
      bitsIn: 'Tiếng và hình từ người họp tới máy chủ.',
      bitsOut: 'Tiếng và hình từ máy chủ tới người họp.',
      refused:
        'Mật khẩu sai, gửi quá nhanh, thiếu quyền… Tăng vọt là dấu hiệu có người dò mật khẩu.',
    } satisfies Record<HistoryFigure, string>,
    now: (value: string) => `Hiện nay ${value}.`,
    mostAt: (value: string, time: string) => `Cao nhất ${value} lúc ${time}.`,
    high: (value: string) => `Ngưỡng ${value}.`,
    over: (value: string) => `Có lúc đã tới ngưỡng ${value}.`,
    gaps: 'Có lúc không đo được.',
    nothing: 'Chưa có số liệu: máy chủ mới khởi động.',
    table: 'Xem bảng số liệu',
    tableOf: (name: string) => `Xem bảng số liệu: ${name}`,
    from: 'Từ lúc',
    most: 'Cao nhất',
    unknown: 'không đo được',
  },
  participants: 'Người trong phòng họp',
  participantsOf: (count: number, most: number) => `${count} trên tối đa ${most}`,
  waiting: 'Người ở phòng chờ',
  meetings: 'Cuộc họp đang có người',
  sockets: 'Kết nối đang mở',
  workers: 'Tải của từng tiến trình truyền tải',
  worker: 'Tiến trình',
  workerNumber: (index: number) => `Số ${index + 1}`,
  rooms: 'Phòng',
  people: 'Người',
  producers: 'Luồng vào',
  consumers: 'Luồng ra',
  bitsIn: 'Băng thông vào',
  bitsOut: 'Băng thông ra',
  noWorkers: 'Không có tiến trình truyền tải nào đang chạy.',
  attempts: 'Nhập sai',
  lastHour: 'Lần nhập sai trong một giờ qua',
  lockedOut: 'Đang bị tạm khóa vì nhập sai',
  locks: 'Đang bị tạm khóa',
  locksWhat:
    'Địa chỉ và thiết bị chỉ hiện bằng số thứ tự. Khóa tự hết theo thời gian; không ai mở sớm hơn được, kể cả quản trị viên.',
  lockWhat: 'Đối tượng',
  lockFrom: 'Từ đâu',
  lockUntil: 'Đến',
  lockNames: {
    meeting: (name: string | null) =>
      name === null ? 'Cuộc họp không tồn tại' : `Cuộc họp “${name}”`,
    account: (name: string | null) =>
      name === null ? 'Tài khoản không tồn tại' : `Tài khoản của ${name}`,
    factor: (name: string | null) =>
      `Phương thức xác thực thứ hai của ${name ?? 'tài khoản đã xóa'}`,
    address: () => 'Mọi cuộc họp và tài khoản',
  },
  lockPlaces: {
    everywhere: () => 'mọi nơi',
    address: (place: number | null) => `địa chỉ ${place ?? ''}`,
    device: (place: number | null) => `thiết bị ${place ?? ''}`,
  },
  turn: 'Máy chủ TURN',
  turnStates: {
    none: 'Chưa cấu hình máy chủ TURN: người ở mạng chặn cả UDP và TCP của cổng truyền tải sẽ không có âm thanh và hình ảnh.',
    unknown: 'Đang kiểm tra máy chủ TURN lần đầu.',
    ok: 'Máy chủ TURN cấp phát bình thường trên mọi địa chỉ.',
    partly: 'Máy chủ TURN không cấp phát trên một số địa chỉ.',
    failing:
      'Máy chủ TURN không cấp phát: ai cần đến nó sẽ không có âm thanh và hình ảnh. Những người khác vẫn họp bình thường.',
  } satisfies Record<TurnState, string>,
  turnAddress: 'Địa chỉ',
  turnResult: 'Kết quả',
  turnOk: (ms: number, relay: string) => `Cấp phát sau ${ms} ms, chuyển tiếp tại ${relay}`,
  turnBad: (reason: string) => `Không cấp phát: ${reason}`,
  turnCertificate: (when: string) => `chứng thư số đến ${when}`,
  turnAt: (when: string) => `Kiểm tra lúc ${when}.`,
  certificateSoon: (days: number) =>
    `Chứng thư số còn ${days} ngày. Vui lòng kiểm tra việc gia hạn.`,
  certificateOver: 'Chứng thư số đã hết hạn: trình duyệt sẽ từ chối trang này.',
  untrusted: 'máy chủ không tin cậy đơn vị cấp',
  patchedAt: 'Bản vá của image container',
  noImage: 'Không chạy trong container',
  thisServer: 'Máy chủ này',
  ofSeveral: (address: string) => `${address}, một trong nhiều máy chủ của cụm`,
  imageOld: (days: number) =>
    `Image container đã ${days} ngày chưa được vá. Vui lòng dựng lại image để có các bản vá bảo mật của Debian.`,
  machine: 'Máy chủ và dữ liệu',
  diskFree: 'Đĩa còn trống',
  diskOf: (free: string, size: string) => `${free} trên ${size}`,
  store: 'Cơ sở dữ liệu',
  certificate: 'Chứng thư số hết hạn',
  noCertificate: 'Không có, hoặc không kiểm tra được từ đây',
  version: 'Phiên bản',
  versions: (server: string, node: string) => `An Họp ${server}, Node.js ${node}`,
  startedAt: 'Chạy từ',
  figure: 'Mục',
  value: 'Giá trị',
}
export type Texts = Shape<typeof texts>
