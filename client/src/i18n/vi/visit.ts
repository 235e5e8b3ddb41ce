import type { CloseReason } from '#protocol/model.ts'
import type { Shape } from '../shape.ts'

/** What a visit to a meeting may come to besides the room: no way in, another device, its end. */
export const texts = {
  elsewhere: {
    title: 'Chuyển cuộc họp sang thiết bị này?',
    body: 'Bạn đang ở trong cuộc họp này trên thiết bị hoặc cửa sổ khác. Nếu chuyển, nơi đó sẽ dừng; nếu bạn là chủ trì, phần trình bày của bạn được giữ nguyên.',
    move: 'Chuyển sang thiết bị này',
    stay: 'Không chuyển',
  },

  /** In the lobby: what the link of this visit shows of having been invited. */
  proof: {
    otherTitle: 'Vui lòng xin lại đường liên kết',
    other: 'Đường liên kết này không khớp với khóa của cuộc họp. Vui lòng xin lại đường liên kết.',
    otherWhy:
      'Có thể chủ trì đã tạo khóa mới sau khi gửi đường liên kết này, hoặc đường liên kết bị sửa khi chuyển tiếp.',
    none: 'Đường liên kết của bạn không mang khóa của cuộc họp, nên chủ trì sẽ hỏi bạn bốn từ trước khi cho vào.',
    spoken: 'Chủ trì sẽ hỏi bạn bốn từ này.',
    spokenHow: 'Khi chủ trì gọi điện hoặc gặp bạn, vui lòng đọc đúng bốn từ theo thứ tự.',
    words: 'Bốn từ của bạn',
  },

  outdated: {
    title: 'Trang này đã cũ',
    body: 'Máy chủ vừa được nâng cấp, còn trang này vẫn là phiên bản trước. Vui lòng tải lại trang để trở lại cuộc họp; bạn không phải nhập lại mật khẩu.',
    again:
      'Nếu đã tải lại mà vẫn thấy dòng này, có thể việc nâng cấp chưa xong: vui lòng đợi một phút rồi thử lại.',
    reload: 'Tải lại trang',
  },

  closed: {
    titles: {
      left: 'Bạn đã rời cuộc họp',
      refused: 'Bạn chưa được vào cuộc họp',
      blocked: 'Bạn không thể vào cuộc họp này',
      removed: 'Bạn đã bị đưa ra khỏi cuộc họp',
      ended: 'Cuộc họp đã kết thúc',
      host_absent: 'Cuộc họp đã đóng',
      replaced: 'Bạn đã vào họp ở nơi khác',
      expired: 'Phiên tham gia đã hết hiệu lực',
      meeting_full: 'Cuộc họp đã đủ người',
      invite_revoked: 'Thư mời của bạn đã bị thu hồi',
      lobby_closed: 'Phòng chờ đã đóng',
      start_failed: 'Không bắt đầu được cuộc họp',
    } satisfies Record<CloseReason, string>,
    reasons: {
      left: 'Bạn có thể vào lại bằng mật khẩu cuộc họp.',
      refused:
        'Chủ trì đã từ chối lần này. Nếu có nhầm lẫn, vui lòng gọi cho người tổ chức rồi thử lại.',
      blocked: 'Chủ trì đã chặn bạn. Chỉ người tổ chức mới bỏ chặn được.',
      removed:
        'Chủ trì đã đưa bạn ra khỏi cuộc họp. Nếu có nhầm lẫn, vui lòng liên hệ người tổ chức.',
      ended: 'Chủ trì đã kết thúc cuộc họp cho mọi người.',
      host_absent: 'Không có chủ trì trong phòng họp quá 15 phút nên cuộc họp tự đóng.',
      replaced: 'Bạn đã mở cuộc họp này ở cửa sổ khác; cửa sổ này dừng lại.',
      expired: 'Đã quá lâu kể từ khi bạn nhập mật khẩu. Vui lòng vào lại từ đầu.',
      meeting_full: 'Cuộc họp đã hết chỗ. Vui lòng báo người tổ chức hoặc thử lại sau.',
      invite_revoked:
        'Chủ trì đã thu hồi thư mời. Nếu có nhầm lẫn, vui lòng liên hệ người tổ chức.',
      lobby_closed:
        'Đã hết giờ họp theo lịch nên không nhận thêm người. Vui lòng liên hệ người tổ chức.',
      start_failed:
        'Bạn đã được cho vào họp nhưng trình duyệt này không bắt đầu được cuộc họp, có thể vì đã cũ. Chủ trì đã được báo. Vui lòng cập nhật trình duyệt, hoặc dùng Chrome, Edge hay Firefox bản mới, rồi vào lại.',
    } satisfies Record<CloseReason, string>,
    rejoin: 'Vào lại',
    tryAgain: 'Thử lại',
    toMeetings: 'Cuộc họp của tôi',
    toHome: 'Về trang chủ',
  },
}
export type Texts = Shape<typeof texts>
