import type { ErrorCode } from '#protocol/errors.ts'
import type { DeviceError } from '../../call/types.ts'
import type { Shape } from '../shape.ts'

/** What everyone sees: the join page, the lobby, errors, the page after the call. */
export const texts = {
  appName: 'An Họp',
  tagline: 'Họp trực tuyến an toàn cho cơ quan nhà nước',

  common: {
    loading: 'Đang tải…',
    sending: 'Đang gửi…',
    retry: 'Thử lại',
    cancel: 'Hủy',
    close: 'Đóng',
    back: 'Quay lại',
    copied: 'Đã sao chép',
    copyFailed: 'Không sao chép được. Vui lòng chọn và sao chép thủ công.',
    showPassword: 'Hiện mật khẩu',
    hidePassword: 'Ẩn mật khẩu',
    required: 'Vui lòng điền ô này.',
    language: 'Ngôn ngữ',
    skipToContent: 'Chuyển đến nội dung chính',
    mainNavigation: 'Điều hướng chính',
    dismissMessage: 'Đóng thông báo',
    messages: 'Thông báo',
    retryIn: (seconds: number) => `Vui lòng thử lại sau ${seconds} giây.`,
    theme: 'Giao diện',
    themes: { system: 'Theo hệ thống', light: 'Sáng', dark: 'Tối' },
    rule: (rule: string) => `Quy tắc ${rule}.`,
    atLeast: (count: number) => `Mật khẩu quá ngắn: cần ít nhất ${count} ký tự.`,
  },

  help: { desk: 'Cần hỗ trợ:', guides: 'Hướng dẫn', remedy: 'Cách xử lý' },

  check: 'Kiểm tra thiết bị và đường truyền',

  join: {
    title: 'Vào cuộc họp',
    name: 'Họ và tên',
    nameHint: 'Những người khác thấy tên này kèm ghi chú “Khách, chưa xác minh”.',
    position: 'Chức vụ, đơn vị (không bắt buộc)',
    positionHint: 'Ví dụ: Phó Giám đốc, Sở Tài chính.',
    password: 'Mật khẩu cuộc họp',
    passwordHint:
      'Người tổ chức gửi riêng cho bạn, không gửi cùng liên kết. Mật khẩu do hệ thống đề xuất gõ có dấu hay không dấu, chữ hoa hay chữ thường đều được.',
    invitedAs: (name: string) => `Bạn được mời với tên ${name}.`,
    invitedUnnamed: 'Bạn tham dự bằng thư mời riêng, với tên ghi trong thư mời.',
    inviteBroken: 'Liên kết thư mời bị thiếu ký tự. Vui lòng sao chép lại toàn bộ liên kết.',
    linkCut:
      'Đường liên kết thiếu phần cuối. Vui lòng xin lại liên kết đầy đủ. Nếu vẫn vào, chủ trì sẽ đối chiếu bốn từ với bạn.',
    keyHere: 'Trình duyệt này đã nhận khóa của cuộc họp.',
    withoutInvite: 'Vào họp không dùng thư mời',
    signedInAs: (name: string) => `Bạn đang đăng nhập với tên ${name}.`,
    notHost: 'Bạn không phải chủ trì cuộc họp này. Vui lòng nhập mật khẩu cuộc họp.',
    submit: 'Vào cuộc họp',
    whoSees: 'Ai thấy thông tin gì',
    seesLobby:
      'Trước khi được duyệt, bạn ở trong phòng chờ và chủ trì chỉ thấy tên, chức vụ và đơn vị bạn đã ghi.',
    seesRoom:
      'Khi đã vào họp, mọi người trong cuộc họp thấy các thông tin đó, thấy hình ảnh và nghe được tiếng của bạn.',
    notRecorded: 'Máy chủ không ghi hình, ghi âm bạn nếu bạn chưa đồng ý.',
    captureWarning: 'Phần mềm không thể ngăn người tham dự tự quay màn hình của họ.',
    passwordChanged: 'Chủ trì đã đổi mật khẩu. Vui lòng nhập mật khẩu mới.',
    ticketInvalid: 'Phiên tham gia của bạn đã hết hiệu lực. Vui lòng nhập lại tên và mật khẩu.',
    unreachable: 'Không kết nối được tới máy chủ. Vui lòng kiểm tra mạng rồi thử lại.',
    returning: 'Đang trở lại cuộc họp…',
    connecting: 'Đang kết nối…',
  },

  devices: {
    title: 'Camera và micrô',
    explain:
      'Trình duyệt sẽ hỏi quyền dùng camera và micrô. Hình ảnh và âm thanh chưa được gửi đi khi bạn chưa được duyệt. Bạn cũng có thể vào họp mà không bật.',
    willAsk: {
      microphone:
        'Trình duyệt sẽ hỏi quyền dùng micrô. Vui lòng chọn Cho phép để mọi người nghe được bạn.',
      camera: 'Trình duyệt sẽ hỏi quyền dùng camera. Vui lòng chọn Cho phép để mọi người thấy bạn.',
    },
    start: 'Bật camera và micrô',
    starting: 'Đang mở thiết bị…',
    cameraOff: 'Camera đang tắt',
    previewOf: 'Hình ảnh của bạn',
    turnCameraOn: 'Bật camera',
    turnCameraOff: 'Tắt camera',
    turnMicrophoneOn: 'Bật micrô',
    turnMicrophoneOff: 'Tắt micrô',
    camera: 'Camera',
    microphone: 'Micrô',
    speaker: 'Loa',
    defaultDevice: 'Theo hệ thống',
    unnamed: (n: number) => `Thiết bị ${n}`,
    level: 'Mức âm thanh của micrô',
    levelHint: 'Vui lòng nói thử: thanh này phải chuyển động.',
    withoutDevices: 'Bạn vẫn có thể vào họp để nghe và xem.',
    cameraProblem: (why: string) => `Camera: ${why}`,
    microphoneProblem: (why: string) => `Micrô: ${why}`,
    shareProblem: (why: string) => `Chia sẻ màn hình: ${why}`,
  },

  speakerTest: {
    play: 'Thử loa',
    playing: 'Đang phát hai tiếng chuông…',
    question: 'Bạn có nghe thấy hai tiếng chuông không?',
    yes: 'Có, nghe rõ',
    no: 'Không nghe thấy',
    heard: 'Loa hoạt động tốt.',
    unheard:
      'Vui lòng tăng âm lượng, kiểm tra dây loa hoặc tai nghe, chọn loa khác nếu có rồi thử lại.',
    help: 'Xem hướng dẫn khi không nghe thấy gì',
    failed: 'Trình duyệt không phát được âm thanh ra loa này. Vui lòng chọn loa khác rồi thử lại.',
  },

  deviceChanges: {
    lost: (gone: string, now: string) => `Mất kết nối với “${gone}”. Đang dùng “${now}” thay thế.`,
    back: (name: string) => `Đã kết nối lại và đang dùng “${name}”.`,
    speakerLost: 'Mất kết nối với loa đã chọn. Âm thanh đang phát ra loa của hệ thống.',
    speakerBack: 'Loa đã chọn đã kết nối lại.',
  },

  deviceErrors: {
    denied:
      'Trình duyệt không cho phép. Vui lòng bấm biểu tượng ổ khóa cạnh thanh địa chỉ, chọn Cho phép rồi thử lại.',
    not_found: 'Không tìm thấy thiết bị. Vui lòng kiểm tra dây cắm rồi thử lại.',
    in_use:
      'Thiết bị đang được chương trình khác sử dụng. Vui lòng đóng chương trình đó rồi thử lại.',
    cancelled: 'Bạn đã hủy.',
    insecure: 'Trình duyệt chỉ cho dùng camera và micrô trên trang https.',
    effect:
      'Không làm mờ nền hoặc khử tiếng ồn được nên thiết bị chưa được bật. Vui lòng tắt lựa chọn đó hoặc thử lại.',
    too_slow:
      'Máy không kịp làm mờ nền nên camera đã tắt để không lộ nền. Vui lòng tắt làm mờ nền rồi bật lại camera.',
    not_granted: 'Chủ trì chưa cho phép bạn thực hiện thao tác này.',
    share_taken: 'Người khác đang chia sẻ màn hình. Vui lòng đợi họ dừng.',
    unknown: 'Không mở được thiết bị. Vui lòng thử lại hoặc chọn thiết bị khác.',
  } satisfies Record<DeviceError, string>,

  waiting: {
    title: 'Đang chờ chủ trì duyệt',
    body: 'Chủ trì sẽ quyết định. Bạn không cần làm gì thêm; trang này tự chuyển khi bạn được vào họp.',
    returnedTitle: 'Bạn được đưa về phòng chờ',
    returnedBody:
      'Chủ trì mời bạn chờ trong lúc các bên họp riêng. Bạn không cần làm gì thêm; trang này tự chuyển khi bạn được vào lại.',
    messageFrom: 'Lời nhắn của chủ trì',
    leave: 'Rời phòng chờ',
  },

  link: {
    lost: 'Mất kết nối. Đang kết nối lại…',
    offline:
      'Máy của bạn không có mạng. Vui lòng kiểm tra dây mạng hoặc Wi-Fi; khi có mạng, cuộc họp tự kết nối lại.',
    unheard: 'Lúc này có thể không ai nghe hoặc thấy bạn.',
    back: 'Đã kết nối lại.',
    restarting: 'Máy chủ đang khởi động lại. Bạn sẽ được tự động kết nối lại, không cần làm gì.',
  },

  /** Validation errors of single fields. */
  input: {
    fields: {
      name: 'Họ tên',
      position: 'Chức vụ, đơn vị',
      names: 'Danh sách tên',
      title: 'Tên cuộc họp',
      text: 'Nội dung',
      message: 'Lời nhắn',
      question: 'Câu hỏi',
      choices: 'Lựa chọn',
      agenda: 'Nội dung cuộc họp',
      username: 'Tên đăng nhập',
      password: 'Mật khẩu',
      current: 'Mật khẩu hiện tại',
      people: 'Người được mời',
      start: 'Bắt đầu',
      minutes: 'Số phút',
      count: 'Số lượng',
      until: 'Ngày cuối',
      days: 'Số ngày',
      zone: 'Múi giờ',
      to: 'Địa chỉ thư điện tử',
      code: 'Mã',
      totp: 'Mã',
      recovery: 'Mã khôi phục',
    },
    used: (used: number, most: number) => `${used}/${most} ký tự`,
    item: (field: string, n: number) => `${field}, mục ${n}`,
    empty: (field: string) => `Vui lòng điền “${field}”.`,
    tooLong: (field: string, most: number) => `“${field}” quá dài: nhiều nhất ${most} ký tự.`,
    hidden: (field: string) =>
      `“${field}” có ký tự ẩn hoặc không hiển thị được. Vui lòng gõ lại, không dán từ nơi khác.`,
    invalid: (field: string) => `“${field}” chưa đúng. Vui lòng kiểm tra lại.`,
  },

  errors: {
    outdated_page: 'Trang này thuộc phiên bản cũ của máy chủ. Vui lòng tải lại trang.',
    invalid_input: 'Thông tin nhập chưa đúng. Vui lòng kiểm tra lại.',
    too_large: 'Nội dung gửi lên vượt quá giới hạn cho phép.',
    rate_limited: 'Bạn thao tác quá nhanh.',
    wrong_phase: 'Chưa thể thực hiện thao tác này lúc này.',
    forbidden: 'Bạn không có quyền thực hiện thao tác này.',
    not_found: 'Không tìm thấy.',
    meeting_over: 'Cuộc họp này đã kết thúc.',
    own_account:
      'Không thực hiện được với chính tài khoản của bạn. Vui lòng nhờ quản trị viên khác.',
    too_many_factors:
      'Tài khoản đã có đủ số phương thức xác thực thứ hai. Vui lòng gỡ bớt trước khi thêm.',
    factor_known: 'Phương thức xác thực này đã được thêm rồi.',
    no_factor: 'Tài khoản chưa có phương thức xác thực thứ hai phù hợp.',
    not_sso: 'Tài khoản này không đăng nhập qua hệ thống của cơ quan.',
    too_many_meetings:
      'Bạn có quá nhiều cuộc họp chưa kết thúc. Vui lòng kết thúc bớt trước khi tạo thêm.',
    no_schedule: 'Cuộc họp này không có lịch.',
    time_over: 'Buổi họp này đã qua hoặc đã bị hủy.',
    nothing_to_extend:
      'Hiện không có buổi họp nào đang diễn ra để kéo dài, hoặc đã kéo dài hết mức.',
    mail_queued: 'Thư mời này đang được gửi.',
    out_of_order: 'Dữ liệu gửi lên không đúng thứ tự. Vui lòng thử gửi lại từ đầu.',
    wrong_mode: 'Chế độ họp hiện tại không có thao tác này.',
    already_granted: 'Bạn đã được phép chia sẻ màn hình.',
    no_floor: 'Người này hiện không giữ quyền phát biểu.',
    not_listed: 'Người này không còn trong danh sách phát biểu.',
    too_many_votes: 'Cuộc họp này đã có quá nhiều lần biểu quyết.',
    whiteboard: 'Bảng trắng không có tệp để tải về hoặc giữ lại.',
    page_turned: 'Trang vừa được chuyển. Vui lòng thử lại trên trang hiện tại.',
    recording_running: 'Đang có một lượt ghi. Vui lòng dừng ghi trước.',
    recording_over: 'Lượt ghi này đã dừng.',
    consent_outdated: 'Nội dung xin đồng ý ghi đã thay đổi. Vui lòng tải lại trang rồi trả lời.',
    busy: 'Máy chủ đang bận hoặc kết nối vừa bị gián đoạn.',
    store_unavailable:
      'Máy chủ tạm thời chưa ghi được dữ liệu. Cuộc họp đang diễn ra vẫn tiếp tục; vui lòng thử lại sau ít giây.',
    internal: 'Máy chủ gặp lỗi. Vui lòng thử lại; nếu vẫn lỗi, vui lòng báo quản trị viên.',
    unauthenticated: 'Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.',
    bad_credentials: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    link_invalid:
      'Liên kết hoặc mã này không còn hiệu lực: đã sử dụng, đã bị thu hồi hoặc đã hết hạn. Vui lòng lấy liên kết hoặc mã mới.',
    username_taken: 'Tên đăng nhập này đã có người dùng.',
    sso_unavailable:
      'Hệ thống đăng nhập của cơ quan hiện không phản hồi. Vui lòng thử lại sau ít phút; các cuộc họp không bị ảnh hưởng.',
    sso_expired: 'Lượt đăng nhập này đã quá hạn hoặc đã được sử dụng. Vui lòng đăng nhập lại.',
    sso_failed:
      'Đăng nhập qua hệ thống của cơ quan không thành công. Vui lòng thử lại; nếu vẫn lỗi, vui lòng báo quản trị viên.',
    sso_not_allowed:
      'Hệ thống của cơ quan chưa cấp cho bạn quyền dùng máy chủ họp này, hoặc tài khoản đã bị khóa. Vui lòng liên hệ quản trị viên.',
    sso_account:
      'Tài khoản này đăng nhập qua hệ thống của cơ quan, không có mật khẩu ở đây. Vui lòng đổi mật khẩu ở hệ thống đó.',
    password_too_short: 'Mật khẩu quá ngắn: cần ít nhất 15 ký tự.',
    password_too_long: 'Mật khẩu quá dài: nhiều nhất 128 ký tự.',
    password_too_weak: 'Mật khẩu còn dễ đoán. Vui lòng thêm vài từ không liên quan với nhau.',
    password_too_common: 'Mật khẩu này quá phổ biến.',
    password_is_context: 'Mật khẩu chứa tên cuộc họp, tên người hoặc tên cơ quan.',
    wrong_password:
      'Mật khẩu không đúng, chưa đến giờ mở phòng chờ, hoặc cuộc họp này không tồn tại. Vui lòng xem lại giờ họp và mật khẩu trong lời mời.',
    locked_out: 'Đã nhập sai quá nhiều lần. Tạm thời chưa thể thử lại.',
    blocked: 'Chủ trì đã chặn bạn khỏi cuộc họp này.',
    removed: 'Bạn đã bị đưa ra khỏi cuộc họp này.',
    meeting_locked: 'Cuộc họp đang khóa, không nhận thêm người. Vui lòng liên hệ người tổ chức.',
    meeting_full: 'Cuộc họp đã đủ người.',
    server_full: 'Máy chủ đã đủ người. Vui lòng thử lại sau.',
    lobby_full: 'Phòng chờ đã đầy. Vui lòng đợi ít phút rồi thử lại.',
    host_absent: 'Chủ trì hiện không có mặt nên chưa thể thực hiện.',
    ticket_invalid: 'Phiên tham gia đã hết hiệu lực. Vui lòng nhập lại mật khẩu.',
    target_gone: 'Người này không còn trong danh sách.',
    invite_needed: 'Cuộc họp này chỉ nhận khách có thư mời riêng và người có tài khoản.',
    accounts_only:
      'Máy chủ này chỉ nhận người có tài khoản, không nhận khách. Vui lòng đăng nhập rồi vào lại, hoặc liên hệ người tổ chức.',
    lobby_closed:
      'Đã hết giờ họp theo lịch. Vui lòng kéo dài giờ họp trước khi cho thêm người vào.',
    bad_schedule:
      'Lịch chưa hợp lệ: giờ họp đã qua, quá xa, hoặc lịch lặp không khớp với ngày bắt đầu.',
    people_unknown: 'Có tên đăng nhập không tồn tại hoặc đã bị khóa. Vui lòng xem lại danh sách.',
    too_loose: 'Quy định này không được nới lỏng hơn mức sàn của máy chủ.',
    already_here:
      'Bạn đang ở trong cuộc họp này trên thiết bị hoặc cửa sổ khác. Vui lòng rời họp ở đó trước.',
    invite_in_use:
      'Thư mời này đang được sử dụng ở nơi khác. Vui lòng rời họp ở đó trước; nếu không phải bạn, vui lòng báo người tổ chức.',
    not_granted: 'Chủ trì chưa cho phép bạn thực hiện thao tác này.',
    share_taken: 'Người khác đang chia sẻ màn hình.',
    source_kind_mismatch: 'Thiết bị gửi sai loại tín hiệu.',
    sent_too_much: 'Đã nhiều lần gửi quá nhiều dữ liệu nên không bật lại được trong cuộc họp này.',
    source_taken: 'Thiết bị này đang được sử dụng trong cuộc họp rồi.',
    too_many_tracks: 'Bạn đang gửi quá nhiều luồng hình ảnh và âm thanh.',
    media_failed: 'Không thiết lập được kết nối hình ảnh và âm thanh. Vui lòng kiểm tra mạng.',
    chat_off: 'Chủ trì đã tắt tin nhắn.',
    too_many_questions:
      'Bạn còn nhiều câu hỏi chưa được trả lời. Vui lòng chờ chủ trì trả lời rồi hỏi tiếp.',
    account_needed: 'Việc này chỉ dành cho người có tài khoản.',
    not_entitled: 'Bạn không có quyền bỏ phiếu trong lần biểu quyết này.',
    already_voted: 'Bạn đã bỏ phiếu. Phiếu kín đã bỏ thì không thay đổi được.',
    vote_over: 'Lần biểu quyết này đã kết thúc.',
    vote_running: 'Đang có một lần biểu quyết. Vui lòng kết thúc lần đó trước.',
    too_few_voters: 'Cần ít nhất 3 người có quyền bỏ phiếu thì mới bỏ phiếu kín được.',
    document_type:
      'Chỉ nhận PDF, PNG, JPEG và WebP. Với tệp Word, Excel, PowerPoint, vui lòng lưu thành PDF rồi đưa lên. Không nhận HTML, SVG và tệp nén.',
    document_broken:
      'Tệp bị hỏng, bị cắt hoặc có phần thừa ở cuối nên không nhận được. Vui lòng lưu lại tệp rồi thử lại.',
    document_mixed:
      'Tệp này mang thêm dữ liệu khác ở trước, ở sau hoặc bên trong (ví dụ tệp nén, trang web, một PDF khác) nên không nhận được. Vui lòng in ra PDF rồi đưa bản đó lên.',
    document_too_large: 'Hình quá lớn. Vui lòng thu nhỏ rồi đưa lên.',
    too_many_documents: 'Đã hết chỗ cho tài liệu. Vui lòng bỏ bớt tài liệu không còn dùng.',
    already_presented:
      'Người khác đang trình bày. Vui lòng đợi họ dừng hoặc nhờ chủ trì trao quyền trình bày.',
    not_presenting: 'Bạn hiện không phải là người trình bày.',
    ink_full: 'Trang này đã có quá nhiều nét vẽ. Vui lòng xóa bớt hoặc sang trang khác.',
    keys_pending: 'Khóa của cuộc họp đang được tạo. Vui lòng thử lại sau giây lát.',
    not_consented: 'Cuộc họp đang được ghi. Bạn có hình ảnh và âm thanh sau khi đồng ý.',
    recording_full: 'Bản ghi đã đến giới hạn hoặc máy chủ hết chỗ.',
    mail_off: 'Máy chủ này chưa được cấu hình để gửi thư điện tử.',
    factor_needed: 'Phiên này còn thiếu bước xác thực thứ hai. Vui lòng tải lại trang để tiếp tục.',
    proof_needed: 'Vui lòng xác thực lại để tiếp tục.',
    bad_code: 'Mã không đúng hoặc đã được sử dụng. Vui lòng chờ mã mới rồi nhập lại.',
    passkey_refused:
      'Không xác thực được bằng khóa truy cập này. Vui lòng thử lại hoặc chọn cách khác.',
    factor_required:
      'Tài khoản này phải có ít nhất một phương thức xác thực thứ hai. Vui lòng thêm phương thức khác trước khi gỡ.',
    unreachable: 'Không kết nối được tới máy chủ. Vui lòng kiểm tra mạng rồi thử lại.',
  } satisfies Record<ErrorCode | 'unreachable', string>,
}
export type Texts = Shape<typeof texts>
