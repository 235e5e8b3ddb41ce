import type { KnockFlag, TrackEndReason } from '#protocol/model.ts'
import type { Shape } from '../shape.ts'

/** People in the room and in the lobby: admission, moderation, chat, and their announcements. */
export const texts = {
  hours: {
    closing: (time: string) =>
      `Theo lịch, cuộc họp kết thúc lúc ${time}. Những người đang họp vẫn họp tiếp; sau giờ đó không nhận thêm người.`,
    prolong: (minutes: number) => `Kéo dài ${minutes} phút`,
  },

  people: {
    title: (n: number) => `Người tham dự (${n})`,
    find: 'Tìm theo tên hoặc chức vụ',
    notFound: 'Không có ai khớp với nội dung tìm.',
    hands: 'Đang giơ tay',
    turns: (n: number) => `Đã được mời phát biểu ${n} lần`,
    actionsFor: (name: string) => `Thao tác với ${name}`,
    groups: {
      look: 'Hình ảnh',
      speaking: 'Phát biểu',
      share: 'Chia sẻ và trình bày',
      role: 'Vai trò',
      out: 'Đưa ra',
    },
    mute: 'Tắt micrô',
    muteNamed: (name: string) => `Tắt micrô: ${name}`,
    micOn: 'Micrô đang bật',
    cameraOff: 'Tắt camera',
    lowerHand: 'Hạ tay',
    lowerAllHands: 'Hạ tay tất cả',
    handLowered: (name: string) => `${name} đã hạ tay của bạn.`,
    others: 'Những người khác',
    giveFloor: 'Mời phát biểu',
    takeFloor: 'Kết thúc phát biểu',
    shareSection: 'Cho phép chia sẻ màn hình',
    shareNoLimit: 'Không giới hạn thời gian',
    shareMinutes: (n: number) => `Trong ${n} phút`,
    revokeShare: 'Thu hồi quyền chia sẻ',
    mayShare: 'Được chia sẻ màn hình',
    mayShareUntil: (time: string) => `Được chia sẻ đến ${time}`,
    makeCohost: 'Chỉ định làm đồng chủ trì',
    makeCohostTitle: (name: string) => `Chỉ định ${name} làm đồng chủ trì?`,
    makeCohostBody:
      'Tên và chức vụ là do khách này tự khai, máy chủ chưa xác minh. Đồng chủ trì duyệt người vào, tắt micrô và đưa người khác ra khỏi cuộc họp.',
    makeCohostSubmit: 'Chỉ định',
    unmakeCohost: 'Thôi làm đồng chủ trì',
    handOver: 'Giao quyền chủ trì',
    handOverTitle: (name: string) => `Giao quyền chủ trì cho ${name}?`,
    handOverBody: 'Bạn sẽ không còn là chủ trì. Chỉ người đó trao lại được.',
    sendBack: 'Đưa về phòng chờ',
    sendBackTitle: (name: string) => `Đưa ${name} về phòng chờ?`,
    sendBackAllTitle: 'Đưa về phòng chờ',
    sendBackBody:
      'Micrô, camera và màn hình chia sẻ của người về phòng chờ tắt ngay. Họ chờ tại đó và chỉ vào lại khi được bạn cho vào.',
    sendBackSubmit: (count: number) => `Đưa ${count} người về phòng chờ`,
    whoStays: 'Những người ở lại họp',
    remove: 'Đưa ra khỏi cuộc họp',
    removeTitle: (name: string) => `Đưa ${name} ra khỏi cuộc họp?`,
    removeBody: 'Người này bị ngắt kết nối ngay và không vào lại được trong buổi họp này.',
    removeSubmit: 'Đưa ra',
    removeBlock: 'Đưa ra và chặn',
    removeBlockTitle: (name: string) => `Đưa ${name} ra và chặn?`,
    removeBlockBody:
      'Người này bị ngắt kết nối ngay và bị chặn khỏi cuộc họp cho đến khi bạn bỏ chặn.',
    messageLabel: 'Lời nhắn (không bắt buộc)',
    accountNeeded: 'Khách không làm chủ trì được; cần có tài khoản.',
  },

  lobby: {
    look: 'Xem',
    lookNamed: 'Xem phòng chờ',
    title: (n: number) => `Phòng chờ (${n})`,
    empty: 'Không có ai đang chờ.',
    who: 'Người đang chờ',
    since: (time: string) => `Chờ từ ${time}`,
    away: 'Đang mất kết nối',
    select: (name: string) => `Chọn ${name}`,
    admit: 'Cho vào',
    admitNamed: (name: string) => `Cho vào: ${name}`,
    refuse: 'Từ chối',
    refuseNamed: (name: string) => `Từ chối: ${name}`,
    more: 'Thao tác khác',
    moreNamed: (name: string) => `Thao tác khác: ${name}`,
    refuseBlock: 'Từ chối và chặn',
    refuseBlockTitle: (name: string) => `Từ chối và chặn ${name}?`,
    refuseBlockBody: 'Người này không thể xin vào lại cho đến khi bạn bỏ chặn.',
    message: 'Gửi lời nhắn',
    admitWithMessage: 'Cho vào kèm lời nhắn',
    admitTitle: (name: string) => `Cho ${name} vào họp?`,
    refuseWithMessage: 'Từ chối kèm lời nhắn',
    refuseTitle: (name: string) => `Từ chối ${name}?`,
    messageTitle: (name: string) => `Lời nhắn cho ${name}`,
    messageLabel: 'Lời nhắn',
    messageSend: 'Gửi',
    admitTicked: (n: number) =>
      n === 0 ? 'Cho vào những người đã chọn' : `Cho vào ${n} người đã chọn`,
    knock: (name: string) => `${name} đang chờ được vào.`,
    knocks: (n: number) => `${n} người đang chờ được vào.`,
  },

  flags: {
    like_host: 'Tên giống chủ trì hoặc một đồng chủ trì. Vui lòng xác minh qua điện thoại.',
    like_participant: 'Tên giống một người đang họp.',
    like_invitee: 'Tên giống một người có thư mời riêng, hiện chưa có mặt. Vui lòng xác minh.',
    same_name_waiting: 'Có người khác cùng tên đang chờ.',
    mixed_scripts: 'Tên trộn lẫn chữ cái trông giống nhau của nhiều bảng chữ. Vui lòng xác minh.',
    address_of_removed: 'Cùng địa chỉ mạng với người đã bị đưa ra khỏi cuộc họp.',
  } satisfies Record<KnockFlag, string>,

  chat: {
    title: 'Tin nhắn',
    log: 'Các tin đã gửi',
    empty:
      'Chưa có tin nhắn nào. Tin nhắn được mã hóa đầu cuối: người vào sau không đọc được tin đã gửi trước đó.',
    unreadable: 'Không mở được tin nhắn này.',
    write: 'Viết tin nhắn',
    send: 'Gửi tin nhắn',
    off: 'Chủ trì đã tắt tin nhắn.',
    tooLong: (max: number) => `Tin nhắn dài quá ${max} ký tự.`,
    to: 'Gửi tới',
    toAll: 'Mọi người',
    toHosts: 'Chỉ chủ trì và đồng chủ trì',
    toAnnounce: 'Thông báo cho mọi người',
    toOne: (name: string) => `${name}, chủ trì và đồng chủ trì`,
    toHostsMark: 'Gửi chủ trì và đồng chủ trì',
    toOneMark: (name: string) => `Gửi ${name}, chủ trì và đồng chủ trì`,
    announcement: 'Thông báo',
    announced: (name: string, text: string) => `Thông báo của ${name}: ${text}`,
    reply: (name: string) => `Trả lời ${name}`,
    openTitle: (host: string) => `Mở trang ${host}?`,
    openBody:
      'Liên kết này do một người tham dự gửi và dẫn ra ngoài cuộc họp. Chỉ mở khi bạn biết rõ trang đó.',
    open: 'Mở trang',
  },

  host: {
    title: 'Điều hành',
    mode: 'Chế độ họp',
    lock: 'Khóa cuộc họp',
    lockWhat: 'Người mới không xin vào được.',
    chat: 'Cho phép nhắn tin',
    announce: 'Gửi thông báo cho mọi người',
    muteAll: 'Tắt micrô của mọi người',
    mutedAll: 'Đã tắt micrô của mọi người.',
    sendBack: 'Đưa về phòng chờ…',
    renew: 'Đổi mật khẩu',
    leak: 'Có lộ, lọt thông tin',
    end: 'Kết thúc cho mọi người',
    endTitle: 'Kết thúc cuộc họp cho mọi người?',
    endBody: 'Mọi người phải rời phòng ngay và không ai vào lại được.',
    endSubmit: 'Kết thúc',
  },

  notices: {
    title: 'Việc cần xử lý ngay',
    shareRequested: (name: string) => `${name} xin chia sẻ màn hình.`,
    grant: 'Cho phép chia sẻ',
    knockWhileLocked: (name: string, count: number) =>
      count === 1
        ? `${name} muốn vào nhưng cuộc họp đang khóa.`
        : `Có ${count} lượt xin vào, gần nhất là ${name}, nhưng cuộc họp đang khóa.`,
    startFailed: (name: string) =>
      `${name} đã được cho vào nhưng trình duyệt của họ không bắt đầu được cuộc họp. Vui lòng liên hệ để họ dùng trình duyệt mới hơn.`,
    wrongPasswords: (count: number) => `Có ${count} lần nhập sai mật khẩu cuộc họp.`,
    lock: 'Khóa cuộc họp',
    renew: 'Đổi mật khẩu',
    turnedAwayFull: (name: string, count: number) =>
      count === 1
        ? `${name} không vào được vì cuộc họp đã đủ người.`
        : `Có ${count} lượt không vào được, gần nhất là ${name}, vì cuộc họp đã đủ người.`,
    inviteTwoNetworks: (name: string) =>
      `Thư mời của ${name} vừa được dùng từ hai mạng khác nhau. Thư mời có thể đã lọt vào tay người khác.`,
    revokeTitle: (name: string) => `Thu hồi thư mời của ${name}?`,
    revokeBody:
      'Liên kết hết hiệu lực ngay. Nếu đang ở trong cuộc họp, người dùng thư mời này bị đưa ra ngay.',
    revokeInvite: 'Thu hồi thư mời',
  },

  ownEvents: {
    microphone: {
      host: 'Chủ trì đã tắt micrô của bạn.',
      mode: 'Chế độ họp đã đổi; micrô của bạn đã tắt.',
      share_revoked: 'Micrô của bạn đã tắt.',
      share_expired: 'Micrô của bạn đã tắt.',
      host_absent: 'Chủ trì vắng; micrô của bạn đã tắt.',
      recording: 'Cuộc họp bắt đầu được ghi và bạn chưa đồng ý; micrô của bạn đã tắt.',
      bitrate_exceeded: 'Micrô của bạn gửi quá nhiều dữ liệu nên máy chủ đã tắt.',
    },
    camera: {
      host: 'Chủ trì đã tắt camera của bạn.',
      mode: 'Chế độ họp đã đổi; camera của bạn đã tắt.',
      share_revoked: 'Camera của bạn đã tắt.',
      share_expired: 'Camera của bạn đã tắt.',
      host_absent: 'Chủ trì vắng; camera của bạn đã tắt.',
      recording: 'Cuộc họp bắt đầu được ghi và bạn chưa đồng ý; camera của bạn đã tắt.',
      bitrate_exceeded: 'Camera của bạn gửi quá nhiều dữ liệu nên máy chủ đã tắt.',
    },
    screen: {
      host: 'Chủ trì đã dừng phần chia sẻ của bạn.',
      mode: 'Chế độ họp đã đổi; phần chia sẻ của bạn đã dừng.',
      share_revoked: 'Chủ trì đã thu hồi quyền chia sẻ màn hình của bạn.',
      share_expired: 'Đã hết thời gian chia sẻ màn hình của bạn.',
      host_absent: 'Chủ trì vắng nên quyền chia sẻ màn hình đã hết.',
      recording: 'Cuộc họp bắt đầu được ghi và bạn chưa đồng ý; phần chia sẻ của bạn đã dừng.',
      bitrate_exceeded: 'Phần chia sẻ của bạn gửi quá nhiều dữ liệu nên máy chủ đã dừng.',
    },
  } satisfies Record<'microphone' | 'camera' | 'screen', Record<TrackEndReason, string>>,
  granted: 'Bạn được phép chia sẻ màn hình.',
  floorGiven: 'Bạn được mời phát biểu. Vui lòng bật micrô khi sẵn sàng.',
}
export type Texts = Shape<typeof texts>
