import type { Remedies } from '../guide.ts'
import type { Shape } from '../shape.ts'

/** What the help desk says about each refusal. The refusals' own texts are in main.ts. */
export const texts = {
  title: 'Tra cứu thông báo lỗi',
  what: 'Dành cho bộ phận hỗ trợ. Mỗi mục: người dùng thấy gì, vì sao, cần hỏi gì, làm gì. Vui lòng không hỏi mật khẩu của bất kỳ ai.',
  search: 'Tìm thông báo',
  searchHint: 'Vài chữ trong thông báo, có dấu hay không dấu, hoặc mã lỗi.',
  none: 'Không có thông báo nào như vậy.',
  cause: 'Nguyên nhân',
  ask: 'Cần hỏi',
  act: 'Xử lý',

  browsers: {
    title: 'Trình duyệt họp được',
    points: [
      'Chrome, Edge từ bản 109; Firefox từ bản 128; Safari từ bản 17 (iPhone, iPad từ iOS 17).',
      'Windows 7, 8.1: dùng Chrome 109, bản cuối cho các máy này. Firefox 115 ở đó không mã hóa được cuộc họp nên không vào được.',
      'Mở liên kết trong Zalo, Facebook, Messenger, LINE: làm theo các bước trên trang để mở bằng trình duyệt của điện thoại, hoặc bấm [browser.copy] rồi dán vào Chrome (Android), Safari (iPhone).',
      'Trang báo không mở qua https: dùng đúng liên kết do người tổ chức gửi.',
      'Trang báo “Trang chưa mở được” hoặc để trắng: trình duyệt quá cũ, hoặc phần mềm trên máy chặn. Cập nhật, hoặc dùng máy khác.',
    ],
  },

  groups: {
    joining: {
      title: 'Vào cuộc họp',
      codes: {
        wrong_password: {
          cause:
            'Mật khẩu sai, liên kết sai, cuộc họp đã kết thúc, hoặc chưa đến giờ mở phòng chờ. Máy chủ cố ý trả lời giống nhau.',
          ask: 'Cuộc họp mấy giờ? Mật khẩu nhận từ ai, lúc nào? Gõ hay dán?',
          act: 'Bấm biểu tượng con mắt để xem lại chữ đã gõ. Mật khẩu do hệ thống đề xuất gõ có dấu hay không dấu đều được; mật khẩu tự đặt phải đúng từng chữ. Phòng chờ thường mở trước giờ họp 15 phút. Nếu vẫn sai, người tổ chức kiểm tra giờ họp và đổi mật khẩu.',
        },
        locked_out: {
          cause:
            'Đã nhập sai nhiều lần từ thiết bị, địa chỉ mạng này hoặc cho cuộc họp, tài khoản này.',
          ask: 'Thông báo còn bao nhiêu giây? Những người cùng phòng có gặp không?',
          act: 'Chờ hết thời gian hiện trên màn hình; không ai mở sớm được. Trong lúc chờ, xin lại mật khẩu đúng. Nếu không phải do người của mình, báo quản trị viên.',
        },
        invite_needed: {
          cause: 'Chủ trì chỉ nhận người có thư mời riêng hoặc có tài khoản.',
          ask: 'Có thư mời riêng mang tên mình không? Có tài khoản không?',
          act: 'Mở đúng liên kết trong thư mời riêng, hoặc đăng nhập rồi vào lại. Nếu không có, xin người tổ chức gửi thư mời riêng.',
        },
        accounts_only: {
          cause: 'Quy định của máy chủ không nhận khách.',
          ask: 'Có tài khoản trên máy chủ này không?',
          act: 'Đăng nhập rồi mở lại liên kết. Nếu chưa có tài khoản, đề nghị quản trị viên cấp.',
        },
        invite_in_use: {
          cause: 'Thư mời riêng đang được dùng ở một trình duyệt khác.',
          ask: 'Có đang mở cuộc họp ở máy hoặc điện thoại khác không? Có chuyển liên kết cho ai không?',
          act: 'Rời họp ở thiết bị kia rồi vào lại. Nếu không phải người đó, người tổ chức thu hồi thư mời và tạo thư mời mới.',
        },
        link_invalid: {
          cause:
            'Liên kết hoặc mã đã dùng, bị thu hồi, hết hạn hoặc thiếu ký tự. Mỗi lần gửi lại thư mời, liên kết cũ hết hiệu lực.',
          ask: 'Đây là thư mới nhất chứ? Liên kết có bị ngắt dòng không?',
          act: 'Dùng thư mới nhất, sao chép toàn bộ liên kết. Nếu vẫn lỗi, xin liên kết mới từ người đã gửi.',
        },
        already_here: {
          cause: 'Người này đang ở trong cuộc họp bằng một thiết bị hoặc cửa sổ khác.',
          ask: 'Cuộc họp đang mở ở máy, điện thoại hoặc cửa sổ nào khác?',
          act: 'Chuyển sang thiết bị này thì thiết bị kia rời họp. Nếu không phải người đó, đổi mật khẩu tài khoản và báo quản trị viên.',
        },
        meeting_locked: {
          cause: 'Chủ trì đã khóa cuộc họp.',
          ask: 'Có được mời họp không? Có liên hệ được với chủ trì không?',
          act: 'Gọi chủ trì; chủ trì bỏ chọn [people.host.lock] trong bảng [room.room.host].',
        },
        meeting_full: {
          cause: 'Cuộc họp đã đủ số người tối đa.',
          ask: 'Trong phòng có máy nào vào hai lần không?',
          act: 'Ngồi chung một máy với đồng nghiệp, hoặc đợi có người rời. Chủ trì cũng thấy thông báo này. Quản trị viên có thể tăng giới hạn.',
        },
        server_full: {
          cause: 'Máy chủ đã đủ số người tối đa của mọi cuộc họp.',
          ask: 'Bao nhiêu người gặp? Từ mấy giờ?',
          act: 'Báo ngay quản trị viên. Người dùng thử lại sau vài phút hoặc dùng chung máy.',
        },
        lobby_full: {
          cause: 'Quá nhiều người đang chờ ở cuộc họp này, hoặc quá nhiều từ cùng một mạng.',
          ask: 'Có bao nhiêu người trong cơ quan đang cùng vào?',
          act: 'Báo chủ trì duyệt bớt người chờ; người dùng thử lại sau ít phút.',
        },
        blocked: {
          cause: 'Chủ trì đã chặn người này.',
          ask: 'Họ tên và cuộc họp nào? Không bàn lý do qua điện thoại.',
          act: 'Chuyển cho người tổ chức. Nếu nhầm, người tổ chức mở [meetings.meetings.blocks] và bấm [meetings.meetings.lift].',
        },
        removed: {
          cause: 'Chủ trì đã đưa người này ra; không vào lại được trong buổi họp đó.',
          ask: 'Họ tên và cuộc họp nào?',
          act: 'Chuyển cho người tổ chức. Nếu nhầm, chỉ buổi họp sau mới vào lại được.',
        },
        ticket_invalid: {
          cause: 'Mất kết nối quá hai phút, chủ trì đã đổi mật khẩu, hoặc cuộc họp đã kết thúc.',
          ask: 'Mạng có bị gián đoạn không? Có nhận mật khẩu mới không?',
          act: 'Nhập lại tên và mật khẩu, rồi chờ duyệt.',
        },
        meeting_over: {
          cause: 'Chủ trì đã kết thúc cuộc họp. Cuộc họp đã kết thúc không mở lại được.',
          ask: 'Cuộc họp nào, mấy giờ?',
          act: 'Liên hệ người tổ chức để lấy liên kết của cuộc họp mới.',
        },
        lobby_closed: {
          cause: 'Đã hết giờ họp theo lịch. Người đang họp vẫn ở lại nhưng không nhận thêm.',
          ask: 'Chủ trì còn trong phòng không?',
          act: 'Chủ trì kéo dài giờ họp trong phòng hoặc ở trang [account.nav.calendar], rồi duyệt.',
        },
        not_found: {
          cause: 'Mục được yêu cầu không còn, hoặc tài khoản này không được xem.',
          ask: 'Đang mở trang nào? Đăng nhập bằng tài khoản nào?',
          act: 'Tải lại trang, mở lại từ danh sách. Nếu dùng liên kết, sao chép lại toàn bộ.',
        },
        unreachable: {
          cause: 'Trình duyệt không kết nối được tới máy chủ.',
          ask: 'Trang khác có mở được không? Bao nhiêu người gặp? Dùng Wi-Fi hay dây?',
          act: 'Một người gặp: kiểm tra mạng, thử mạng khác, tắt VPN. Nhiều người gặp: báo ngay quản trị viên.',
        },
      },
    },

    signingIn: {
      title: 'Đăng nhập và xác thực',
      codes: {
        bad_credentials: {
          cause: 'Sai tên đăng nhập hoặc mật khẩu, hoặc tài khoản đã bị khóa.',
          ask: 'Tên đăng nhập là gì? Có bật phím Caps Lock hoặc bộ gõ tiếng Việt không?',
          act: 'Thử lại với bộ gõ tắt. Quên mật khẩu: quản trị viên tạo liên kết mới ở trang [account.nav.accounts], sau khi xác minh đúng người.',
        },
        unauthenticated: {
          cause: 'Phiên đăng nhập đã hết hạn hoặc bị kết thúc từ nơi khác.',
          ask: 'Có vừa đổi mật khẩu hoặc đăng xuất mọi nơi không?',
          act: 'Đăng nhập lại. Nếu liên tục bị, kiểm tra trình duyệt có xóa cookie khi đóng không.',
        },
        factor_needed: {
          cause: 'Đã nhập đúng mật khẩu nhưng chưa làm bước xác thực thứ hai.',
          ask: 'Có điện thoại hoặc khóa bảo mật ở bên cạnh không?',
          act: 'Tải lại trang và làm bước thứ hai. Mất thiết bị: dùng mã khôi phục, hoặc quản trị viên đặt lại.',
        },
        proof_needed: {
          cause: 'Thay đổi quan trọng cần xác thực lại; lần xác thực trước đã quá 5 phút.',
          ask: 'Đang thay đổi điều gì?',
          act: 'Xác thực lại bằng ứng dụng hoặc khóa truy cập rồi lưu.',
        },
        bad_code: {
          cause: 'Mã 6 chữ số sai, đã dùng, hoặc đồng hồ điện thoại lệch.',
          ask: 'Mã của đúng tài khoản này chứ? Đồng hồ điện thoại có đúng không?',
          act: 'Bật đặt giờ tự động trên điện thoại, chờ mã mới. Vẫn sai: dùng mã khôi phục.',
        },
        passkey_refused: {
          cause:
            'Khóa truy cập thuộc tài khoản, địa chỉ hoặc thiết bị khác, hoặc người dùng đã hủy.',
          ask: 'Khóa được tạo ở máy nào? Địa chỉ trang có đúng như mọi khi không?',
          act: 'Thử lại, chạm đúng khóa. Không được: dùng ứng dụng xác thực hoặc mã khôi phục.',
        },
        no_factor: {
          cause: 'Tài khoản chưa có phương thức vừa chọn.',
          ask: 'Đã từng thêm ứng dụng xác thực hoặc khóa truy cập chưa?',
          act: 'Chọn phương thức khác. Nếu không có phương thức nào, quản trị viên đặt lại tài khoản.',
        },
        factor_known: {
          cause: 'Khóa hoặc ứng dụng này đã có trong tài khoản.',
          ask: 'Trong danh sách có tên khóa đó không?',
          act: 'Không cần thêm nữa. Muốn dự phòng, thêm một thiết bị khác.',
        },
        too_many_factors: {
          cause: 'Tài khoản đã đủ số phương thức xác thực.',
          ask: 'Thiết bị nào không còn dùng?',
          act: 'Gỡ thiết bị cũ ở trang [account.nav.security] rồi thêm mới.',
        },
        factor_required: {
          cause: 'Đang gỡ phương thức xác thực cuối cùng của một tài khoản bắt buộc phải có.',
          ask: 'Đang đổi sang thiết bị mới phải không?',
          act: 'Thêm thiết bị mới trước, rồi gỡ thiết bị cũ.',
        },
        own_account: {
          cause: 'Quản trị viên đang khóa hoặc đặt lại chính tài khoản của mình.',
          ask: 'Có quản trị viên thứ hai không?',
          act: 'Nhờ quản trị viên khác. Chỉ có một người: dùng lệnh trên máy chủ (docs/OPERATIONS.md).',
        },
        username_taken: {
          cause: 'Tên đăng nhập đã có, kể cả ở tài khoản bị khóa.',
          ask: 'Người này từng có tài khoản không?',
          act: 'Mở khóa tài khoản cũ, hoặc chọn tên khác.',
        },
        sso_unavailable: {
          cause: 'Hệ thống đăng nhập của cơ quan không phản hồi.',
          ask: 'Ứng dụng khác của cơ quan có đăng nhập được không?',
          act: 'Báo quản trị viên của hệ thống đó. Cuộc họp đang diễn ra không bị ảnh hưởng; khách vẫn vào được bằng mật khẩu.',
        },
        sso_expired: {
          cause: 'Trang đăng nhập để mở quá lâu, hoặc bấm nút quay lại.',
          ask: 'Có dùng trang đã lưu hoặc nút quay lại không?',
          act: 'Mở lại trang [account.nav.signIn] và làm từ đầu.',
        },
        sso_failed: {
          cause: 'Hệ thống của cơ quan từ chối, hoặc cấu hình giữa hai hệ thống sai.',
          ask: 'Một người hay mọi người gặp? Lúc mấy giờ?',
          act: 'Một người: thử lại trong cửa sổ ẩn danh. Mọi người: báo quản trị viên xem nhật ký của máy chủ.',
        },
        sso_not_allowed: {
          cause: 'Tài khoản chưa được cấp vai trò dùng máy chủ họp, hoặc đã bị khóa ở đây.',
          ask: 'Người này có phải tổ chức cuộc họp không?',
          act: 'Quản trị viên cấp vai trò hoặc mở khóa. Chỉ tham dự thì không cần tài khoản.',
        },
        sso_account: {
          cause: 'Tài khoản đăng nhập qua hệ thống của cơ quan nên không có mật khẩu ở đây.',
          ask: 'Muốn đổi mật khẩu hay không đăng nhập được?',
          act: 'Đổi mật khẩu ở hệ thống của cơ quan.',
        },
        not_sso: {
          cause: 'Thao tác chỉ dành cho tài khoản đăng nhập qua hệ thống của cơ quan.',
          ask: 'Tài khoản được tạo ở đây hay qua hệ thống của cơ quan?',
          act: 'Quản trị viên dùng cách đặt lại dành cho tài khoản có mật khẩu.',
        },
      },
    },

    passwords: {
      title: 'Đặt mật khẩu',
      codes: {
        password_too_short: {
          cause: 'Mật khẩu ngắn hơn mức tối thiểu.',
          ask: 'Đặt cho cuộc họp hay cho tài khoản?',
          act: 'Dùng bốn đến sáu từ không liên quan. Với cuộc họp, nên để hệ thống đề xuất.',
        },
        password_too_long: {
          cause: 'Mật khẩu dài quá 128 ký tự.',
          ask: 'Có dán nhầm nội dung khác không?',
          act: 'Rút ngắn mật khẩu.',
        },
        password_too_weak: {
          cause: 'Mật khẩu dễ đoán: lặp lại, theo thứ tự bàn phím, tên riêng, ngày tháng.',
          ask: 'Không hỏi mật khẩu. Chỉ hỏi có dùng tên, ngày sinh hay không.',
          act: 'Thêm vài từ không liên quan với nhau.',
        },
        password_too_common: {
          cause: 'Mật khẩu nằm trong danh sách đã bị lộ hoặc quá nhiều người dùng.',
          ask: 'Có dùng mật khẩu này ở nơi khác không?',
          act: 'Đặt mật khẩu khác; đổi cả ở nơi đang dùng mật khẩu đó.',
        },
        password_is_context: {
          cause: 'Mật khẩu chứa tên cuộc họp, tên người hoặc tên cơ quan.',
          ask: 'Không hỏi mật khẩu.',
          act: 'Bỏ các tên đó ra.',
        },
      },
    },

    room: {
      title: 'Trong phòng họp',
      codes: {
        media_failed: {
          cause:
            'Mạng chặn đường truyền hình ảnh và âm thanh: tường lửa, VPN, hoặc mạng khách sạn.',
          ask: 'Dùng mạng nào, có VPN không? Người cùng mạng có họp được không?',
          act: 'Tắt VPN, thử mạng khác hoặc phát mạng từ điện thoại. Cả cơ quan gặp: quản trị viên kiểm tra cổng và máy chủ TURN.',
        },
        not_granted: {
          cause: 'Chủ trì chưa cho phép chia sẻ màn hình, phát biểu hoặc bật camera.',
          ask: 'Đang muốn làm gì?',
          act: 'Chia sẻ: bấm [room.room.askShare]. Phát biểu: bấm [room.room.raiseHand]. Chờ chủ trì.',
        },
        already_granted: {
          cause: 'Đã có quyền chia sẻ màn hình.',
          ask: 'Nút [room.room.share] có bấm được không?',
          act: 'Bấm [room.room.share].',
        },
        share_taken: {
          cause: 'Mỗi lúc chỉ một người chia sẻ.',
          ask: 'Ai đang chia sẻ?',
          act: 'Đợi họ dừng, hoặc nhờ chủ trì thu hồi quyền của họ.',
        },
        wrong_mode: {
          cause: 'Chế độ họp hiện tại không có thao tác này.',
          ask: 'Chế độ họp là gì?',
          act: 'Chủ trì đổi chế độ trong bảng [room.room.host].',
        },
        no_floor: {
          cause: 'Người được chọn vừa hết quyền phát biểu.',
          ask: 'Danh sách phát biểu hiện có ai?',
          act: 'Không cần làm gì; muốn thì mời phát biểu lại.',
        },
        not_listed: {
          cause: 'Người khác trong nhóm chủ trì vừa bỏ tên này khỏi danh sách phát biểu.',
          ask: 'Có đồng chủ trì nào đang điều hành không?',
          act: 'Thêm lại nếu cần.',
        },
        target_gone: {
          cause: 'Người đó vừa rời đi hoặc người khác vừa xử lý.',
          ask: 'Còn thấy tên trong danh sách không?',
          act: 'Xem lại danh sách rồi thao tác lại.',
        },
        host_absent: {
          cause: 'Không có chủ trì hay đồng chủ trì trong phòng.',
          ask: 'Chủ trì đang ở đâu?',
          act: 'Gọi chủ trì vào lại. Phòng tự đóng sau 15 phút vắng chủ trì.',
        },
        account_needed: {
          cause: 'Việc này không giao cho khách được, ví dụ làm chủ trì.',
          ask: 'Người đó có tài khoản không?',
          act: 'Người đó đăng nhập rồi vào lại, hoặc chọn người khác.',
        },
        chat_off: {
          cause: 'Chủ trì đã tắt tin nhắn.',
          ask: 'Cần nhắn cho ai?',
          act: 'Giơ tay để nói, hoặc đề nghị chủ trì chọn [people.host.chat].',
        },
        too_many_questions: {
          cause: 'Đã có năm câu hỏi chưa được trả lời.',
          ask: 'Có thể gộp câu hỏi không?',
          act: 'Chờ chủ trì trả lời hoặc bỏ qua bớt.',
        },
        source_kind_mismatch: {
          cause: 'Trình duyệt gửi sai loại tín hiệu; thường do tiện ích hoặc trình duyệt cũ.',
          ask: 'Trình duyệt và phiên bản? Có camera ảo hoặc tiện ích không?',
          act: 'Tắt tiện ích, cập nhật trình duyệt, tải lại trang.',
        },
        source_taken: {
          cause: 'Camera hoặc micrô này đang được gửi rồi; thường do bấm liên tiếp.',
          ask: 'Có mở cuộc họp ở hai thẻ không?',
          act: 'Đóng thẻ thừa, tắt rồi bật lại thiết bị.',
        },
        too_many_tracks: {
          cause: 'Trình duyệt gửi quá nhiều hình ảnh, âm thanh cùng lúc.',
          ask: 'Có mở cuộc họp ở nhiều thẻ không? Có phần mềm can thiệp không?',
          act: 'Tải lại trang. Nếu lặp lại, báo quản trị viên.',
        },
        sent_too_much: {
          cause: 'Thiết bị nhiều lần gửi quá mức cho phép nên máy chủ tắt đến hết buổi họp.',
          ask: 'Có camera ảo hoặc phần mềm phát hình không?',
          act: 'Tắt phần mềm đó, rời họp rồi vào lại, dùng camera hoặc micrô thường.',
        },
        keys_pending: {
          cause:
            'Trình duyệt của người chủ trì chưa tạo xong khóa mã hóa, hoặc khóa nằm ở thiết bị khác của chủ trì.',
          ask: 'Đợi vài giây có hết không? Cuộc họp được tạo trên máy nào?',
          act: 'Thử lại. Nếu vẫn lỗi, chủ trì mở cuộc họp trên thiết bị đã tạo cuộc họp, hoặc làm theo dòng nhắc ở đầu phòng họp.',
        },
      },
    },

    votes: {
      title: 'Biểu quyết',
      codes: {
        not_entitled: {
          cause:
            'Người vào sau khi mở biểu quyết, hoặc khách khi chủ trì không cho khách bỏ phiếu.',
          ask: 'Vào họp lúc nào? Là khách hay có tài khoản?',
          act: 'Lần này không bỏ phiếu được. Chủ trì có thể hủy và mở lại.',
        },
        too_many_votes: {
          cause: 'Cuộc họp đã có 500 lần biểu quyết.',
          ask: 'Cuộc họp này dùng đã lâu chưa?',
          act: 'Tạo cuộc họp mới.',
        },
        already_voted: {
          cause: 'Phiếu kín đã bỏ thì không thay được, để không ai biết phiếu đó của ai.',
          ask: 'Người đó có bấm nhầm không?',
          act: 'Không sửa được. Chủ trì có thể hủy và biểu quyết lại.',
        },
        vote_over: {
          cause: 'Chủ trì đã kết thúc, hoặc đã hết giờ biểu quyết.',
          ask: 'Có thấy kết quả chưa?',
          act: 'Báo chủ trì nếu cần biểu quyết lại.',
        },
        vote_running: {
          cause: 'Mỗi lúc chỉ một lần biểu quyết.',
          ask: 'Đồng chủ trì có đang mở biểu quyết không?',
          act: 'Kết thúc lần đang mở trước.',
        },
        too_few_voters: {
          cause: 'Dưới 3 người có quyền bỏ phiếu thì kết quả làm lộ phiếu kín.',
          ask: 'Có bao nhiêu người có tài khoản hoặc thư mời trong phòng?',
          act: 'Biểu quyết công khai, hoặc cho khách bỏ phiếu nếu phù hợp.',
        },
      },
    },

    documents: {
      title: 'Tài liệu',
      codes: {
        document_type: {
          cause: 'Tệp không phải PDF, PNG, JPEG hoặc WebP.',
          ask: 'Tệp được tạo bằng chương trình nào?',
          act: 'Trong Word, Excel, PowerPoint: Tệp, Lưu dưới dạng, chọn PDF.',
        },
        document_broken: {
          cause: 'Tệp tải về chưa xong, hỏng, hoặc có dữ liệu thừa ở cuối.',
          ask: 'Tệp có mở được trên máy đó không?',
          act: 'Mở tệp, chọn In, in ra PDF, rồi đưa bản mới lên.',
        },
        document_mixed: {
          cause: 'Tệp chứa thêm dữ liệu khác; có thể là tệp nguy hiểm.',
          ask: 'Tệp từ đâu đến?',
          act: 'In ra PDF rồi đưa bản đó lên. Nếu tệp từ bên ngoài, báo bộ phận an toàn thông tin.',
        },
        document_too_large: {
          cause: 'Hình có quá nhiều điểm ảnh.',
          ask: 'Hình chụp hay quét ở độ phân giải nào?',
          act: 'Thu nhỏ hình, hoặc quét lại ở 200 đến 300 điểm trên inch.',
        },
        too_many_documents: {
          cause: 'Cuộc họp đã có 20 tài liệu, hoặc máy chủ hết chỗ dành cho tài liệu.',
          ask: 'Tài liệu nào không còn dùng?',
          act: 'Bỏ bớt tài liệu. Nếu cuộc họp còn ít tài liệu, báo quản trị viên.',
        },
        whiteboard: {
          cause: 'Bảng trắng không phải là tệp.',
          ask: 'Cần giữ lại nội dung nào?',
          act: 'Ghi nội dung vào biên bản trước khi kết thúc.',
        },
        page_turned: {
          cause: 'Người trình bày vừa lật trang.',
          ask: 'Đang vẽ hay tẩy trên trang nào?',
          act: 'Làm lại trên trang đang hiện.',
        },
        already_presented: {
          cause: 'Mỗi lúc chỉ một người trình bày.',
          ask: 'Ai đang trình bày?',
          act: 'Đợi họ dừng, hoặc nhờ chủ trì.',
        },
        not_presenting: {
          cause: 'Quyền trình bày vừa chuyển sang người khác hoặc bị thu hồi.',
          ask: 'Trên màn hình ghi ai đang trình bày?',
          act: 'Xin chủ trì trao lại quyền trình bày.',
        },
        ink_full: {
          cause: 'Trang có quá nhiều nét vẽ.',
          ask: 'Có cần giữ các nét cũ không?',
          act: 'Xóa bớt nét hoặc sang trang khác.',
        },
      },
    },

    recording: {
      title: 'Ghi lại cuộc họp',
      codes: {
        not_consented: {
          cause: 'Cuộc họp đang được ghi và người này chưa đồng ý.',
          ask: 'Có thấy câu hỏi về việc ghi không?',
          act: 'Tùy người đó quyết định. Đồng ý thì có hình ảnh và âm thanh; không thì vẫn ở lại.',
        },
        recording_running: {
          cause: 'Đang có một lượt ghi hoặc đang hỏi ý kiến.',
          ask: 'Ai đang ghi?',
          act: 'Dừng lượt đang ghi trước.',
        },
        recording_over: {
          cause: 'Lượt ghi đã dừng, do hết chỗ, người ghi rời họp hoặc có người rút lại đồng ý.',
          ask: 'Thông báo dừng ghi nói gì?',
          act: 'Muốn ghi tiếp, xin ghi lại từ đầu. Phần đã ghi vẫn còn.',
        },
        consent_outdated: {
          cause: 'Trang mở từ trước khi nội dung xin đồng ý thay đổi.',
          ask: 'Trang đã mở từ bao giờ?',
          act: 'Tải lại trang rồi trả lời.',
        },
        recording_full: {
          cause: 'Bản ghi đạt giới hạn dung lượng, hoặc máy chủ gần hết đĩa.',
          ask: 'Đã ghi bao lâu?',
          act: 'Dừng và xin ghi lượt mới. Nếu không được, quản trị viên kiểm tra đĩa.',
        },
      },
    },

    organizing: {
      title: 'Tạo và quản lý cuộc họp',
      codes: {
        bad_schedule: {
          cause: 'Giờ đã qua, quá xa, hoặc ngày lặp không trùng ngày bắt đầu.',
          ask: 'Ngày, giờ và cách lặp là gì? Múi giờ nào?',
          act: 'Chọn ngày bắt đầu thuộc một trong các ngày lặp.',
        },
        no_schedule: {
          cause: 'Cuộc họp được tạo không có giờ.',
          ask: 'Muốn đặt giờ cho cuộc họp phải không?',
          act: 'Đặt giờ ở trang [account.nav.calendar] của cuộc họp.',
        },
        time_over: {
          cause: 'Buổi họp đã qua hoặc đã hủy.',
          ask: 'Buổi ngày nào?',
          act: 'Chọn buổi khác, hoặc đổi lịch.',
        },
        nothing_to_extend: {
          cause: 'Không có buổi nào đang diễn ra, hoặc đã kéo dài hết mức.',
          ask: 'Giờ kết thúc theo lịch là mấy giờ?',
          act: 'Tạo cuộc họp mới nếu cần họp tiếp và nhận thêm người.',
        },
        people_unknown: {
          cause: 'Có tên đăng nhập gõ sai hoặc tài khoản đã khóa.',
          ask: 'Danh sách gồm những tên nào?',
          act: 'Sửa từng tên. Người không có tài khoản thì gửi thư mời riêng.',
        },
        too_many_meetings: {
          cause: 'Tài khoản còn quá nhiều cuộc họp chưa kết thúc.',
          ask: 'Cuộc họp nào không còn dùng?',
          act: 'Kết thúc bớt ở trang [account.nav.meetings].',
        },
        mail_off: {
          cause: 'Máy chủ chưa được cấu hình để gửi thư.',
          ask: 'Trước đây có gửi được không?',
          act: 'Gửi liên kết bằng thư của mình. Muốn gửi từ đây, đề nghị quản trị viên.',
        },
        mail_queued: {
          cause: 'Thư mời đang chờ gửi.',
          ask: 'Bấm gửi lúc nào?',
          act: 'Chờ đến năm phút rồi xem cột trạng thái.',
        },
        too_loose: {
          cause: 'Quy định mới lỏng hơn mức sàn hoặc cấu hình của máy chủ.',
          ask: 'Đang sửa quy định nào?',
          act: 'Chọn mức chặt hơn. Mức sàn không ai hạ được.',
        },
      },
    },

    server: {
      title: 'Máy chủ và trang',
      codes: {
        outdated_page: {
          cause: 'Máy chủ vừa được nâng cấp, trang còn của phiên bản cũ.',
          ask: 'Đã tải lại trang chưa?',
          act: 'Tải lại trang. Vẫn còn thì chờ một phút rồi tải lại.',
        },
        busy: {
          cause: 'Nhiều người vào cùng lúc, hoặc mạng vừa gián đoạn.',
          ask: 'Bao nhiêu người gặp?',
          act: 'Thử lại sau vài giây. Kéo dài quá năm phút: báo quản trị viên.',
        },
        rate_limited: {
          cause: 'Bấm quá nhanh, hoặc gửi quá nhiều trong thời gian ngắn.',
          ask: 'Đang làm gì? Có bấm liên tiếp không?',
          act: 'Chờ số giây hiện trên màn hình.',
        },
        store_unavailable: {
          cause: 'Cơ sở dữ liệu tạm thời không ghi được. Cuộc họp đang diễn ra vẫn tiếp tục.',
          ask: 'Từ lúc nào?',
          act: 'Báo ngay quản trị viên. Người dùng thử lại sau ít giây.',
        },
        internal: {
          cause: 'Lỗi của phần mềm.',
          ask: 'Đang làm gì, lúc mấy giờ, trang nào, trình duyệt nào?',
          act: 'Thử lại một lần. Ghi lại câu trả lời và chuyển cho quản trị viên cùng nhật ký máy chủ.',
        },
        invalid_input: {
          cause: 'Một ô điền chưa đúng. Thông báo thường nêu tên ô.',
          ask: 'Ô nào được nêu? Nội dung có dán từ nơi khác không?',
          act: 'Sửa ô đó; gõ lại bằng tay thay vì dán.',
        },
        too_large: {
          cause: 'Nội dung hoặc danh sách gửi lên quá lớn.',
          ask: 'Tệp bao nhiêu MB, danh sách bao nhiêu người?',
          act: 'Chia nhỏ hoặc nén lại. Tài liệu tối đa 50 MB.',
        },
        wrong_phase: {
          cause: 'Thao tác đến quá sớm hoặc quá muộn, ví dụ khi chưa được duyệt.',
          ask: 'Đang ở phòng chờ hay trong phòng họp?',
          act: 'Tải lại trang rồi thử lại.',
        },
        forbidden: {
          cause: 'Vai trò hiện tại không được làm việc này.',
          ask: 'Đăng nhập bằng tài khoản nào, vai trò gì?',
          act: 'Nhờ chủ trì hoặc quản trị viên. Đăng nhập đúng tài khoản.',
        },
        out_of_order: {
          cause: 'Một phần dữ liệu bị mất trên đường truyền.',
          ask: 'Mạng có chập chờn không?',
          act: 'Gửi lại từ đầu, dùng mạng dây nếu được.',
        },
      },
    },
  },
} satisfies { groups: Remedies } & Record<string, unknown>
export type Texts = Shape<typeof texts>
