import type { Guide } from '../guide.ts'
import type { Shape } from '../shape.ts'

/** The guide for hosts and co-hosts. */
export const texts = {
  title: 'Hướng dẫn dành cho chủ trì',
  what: 'Mọi cuộc họp đều có mật khẩu và phòng chờ; không ai vào được khi bạn chưa đồng ý. Đồng chủ trì làm được các việc ở phần “Phòng chờ” và “Trong cuộc họp”.',
  sections: {
    before: {
      title: 'Trước cuộc họp',
      steps: [
        'Đăng nhập, bấm [account.nav.newMeeting], nhập tên cuộc họp, chọn giờ nếu có, rồi bấm [meetings.create.submit]. Cần họp ngay: ở trang chủ, bấm [home.home.quickGo].',
        'Bấm [made.made.copyInvitation] và gửi cho người được mời, ví dụ qua thư điện tử.',
        'Bấm [meeting.secret.copyPassword] và gửi qua kênh khác, ví dụ điện thoại. Mật khẩu chỉ hiện một lần; quên thì đổi mật khẩu.',
        'Cuộc họp quan trọng: ở [account.nav.meetings], mở [meetings.meetings.actions], chọn [meetings.meetings.invites]. Mỗi người một liên kết gắn với tên. Chọn [meetings.meetings.closeGuests] để từ chối khách tự khai tên.',
        'Chủ trì bằng máy khác máy đã tạo cuộc họp: ở [meetings.meetings.actions], chọn [meetings.meetings.ownLink] và mở liên kết đó trên máy kia. Liên kết này là chìa khóa của cuộc họp, chỉ dành cho bạn.',
        'Vào sớm 15 phút, thử micrô và loa, chỉ định đồng chủ trì.',
      ],
      picture: {
        name: 'invitation',
        alt: 'Trang sau khi tạo cuộc họp: lời mời, mật khẩu, mỗi mục có nút sao chép riêng.',
      },
    },
    lobby: {
      title: 'Phòng chờ: xét từng người',
      intro: 'Mở [room.room.lobby]. Người chờ không thấy, không nghe được gì trong phòng.',
      points: [
        '[people.lobby.admit]: cho một người vào. Có thể đánh dấu nhiều người đã biết rõ để cho vào cùng lúc.',
        '[people.lobby.refuse]: người đó có thể xin vào lại. [people.lobby.refuseBlock]: không xin lại được cho đến khi bạn bỏ chặn.',
        '[people.lobby.message]: hỏi lại khi chưa rõ là ai.',
        'Nhãn cạnh tên: [meeting.kinds.account] và [meeting.kinds.invited] là đã biết rõ; [meeting.kinds.guest] là tên, chức vụ tự khai, cần xác minh.',
      ],
      picture: {
        name: 'lobby',
        alt: 'Phòng chờ ở bên phải phòng họp: tên người xin vào, nút Cho vào và Từ chối.',
      },
    },
    flags: {
      title: 'Dấu cảnh báo ở phòng chờ',
      intro:
        'Khi thấy một dòng dưới đây, vui lòng gọi vào số điện thoại bạn đã có, không dùng số người đó vừa nhắn.',
      points: [
        '[people.flags.like_host]',
        '[people.flags.like_participant]',
        '[people.flags.like_invitee]',
        '[people.flags.same_name_waiting]',
        '[people.flags.mixed_scripts]',
        '[people.flags.address_of_removed]',
      ],
    },
    encryption: {
      title: 'Khóa của cuộc họp',
      intro:
        'Âm thanh, hình ảnh, màn hình chia sẻ và tin nhắn được mã hóa trong trình duyệt của từng người. Khóa nằm trong phần cuối của đường liên kết và trên thiết bị bạn dùng để tạo cuộc họp, không ở máy chủ.',
      points: [
        'Vui lòng gửi trọn đường liên kết. Dòng dưới tên ở phòng chờ: [sealing.grades.whole] hoặc [sealing.grades.mailed] thì cho vào được ngay.',
        '[sealing.grades.none]: bấm [people.lobby.admit], gọi cho người đó, nhờ họ đọc bốn từ trên màn hình của họ. Giống từng từ thì bấm [sealing.compare.match], khác thì [sealing.compare.differ].',
        '[sealing.grades.foreign]: vui lòng bấm [people.lobby.refuse] và gọi cho người đó.',
        'Chủ trì bằng thiết bị khác: ở thiết bị đã tạo cuộc họp, mở [account.nav.meetings], lấy đường liên kết của riêng bạn rồi mở ở thiết bị mới. Không còn thiết bị cũ thì bấm [sealing.elsewhereKeys.renew], rồi gửi lại đường liên kết cho mọi người.',
        'Bấm dấu ổ khóa để xem tình trạng khóa; [sealing.lock.showWords] khi cần chắc chắn mọi người trong phòng dùng cùng một khóa.',
      ],
    },
    during: {
      title: 'Trong cuộc họp',
      intro:
        'Bấm dấu ba chấm cạnh tên trong bảng [room.room.participants], hoặc mở [room.room.host]. Mọi lệnh được thực hiện ở máy chủ, người bị tắt không tự bỏ qua được.',
      points: [
        'Tắt tiếng: [people.people.mute], [people.people.cameraOff], hoặc [people.host.muteAll].',
        'Mời phát biểu: [people.people.giveFloor], xong thì [people.people.takeFloor]. Người giơ tay trước đứng đầu danh sách.',
        'Chia sẻ màn hình: chọn thời hạn ở mục [people.people.shareSection]; dừng bằng [people.people.revokeShare].',
        'Tài liệu: mở [meeting.tools.documents], bấm [documents.add] rồi [documents.show]. Giao cho người khác bằng [room.documents.allowPresenting]. Tài liệu bị xóa khi kết thúc, trừ khi chọn [documents.keep].',
        '[people.host.lock]: không ai xin vào thêm được. [people.people.sendBack]: mời một số người chờ trong lúc các bên họp riêng.',
        '[people.people.remove]: không vào lại được trong buổi này. [people.people.removeBlock]: cho đến khi bạn bỏ chặn.',
      ],
      picture: {
        name: 'people',
        alt: 'Danh sách người tham dự ở bên phải, cạnh mỗi tên có dấu ba chấm.',
      },
    },
    modes: {
      title: 'Chế độ họp',
      points: [
        '[meeting.modes.discussion.name]: mọi người đều được phát biểu và bật camera. Dùng cho giao ban.',
        '[meeting.modes.conference.name]: chỉ người được mời mới phát biểu. Dùng khi có nhiều điểm cầu.',
        '[meeting.modes.lecture.name]: mỗi lúc một người phát biểu; có danh sách phát biểu và câu hỏi viết.',
      ],
    },
    votes: {
      title: 'Biểu quyết',
      steps: [
        'Mở [meeting.tools.votes], bấm [votes.ask]. Nhập nội dung; chọn công khai hoặc [votes.secret]; chọn điều kiện thông qua.',
        'Xem số người có quyền bỏ phiếu trước khi mở. Khách chỉ được bỏ phiếu nếu bạn chọn [votes.guests].',
        'Bấm [votes.close]. Mở [votes.record] để in hoặc lưu. Bỏ phiếu kín cần ít nhất 3 người.',
      ],
    },
    record: {
      title: 'Ghi lại cuộc họp',
      steps: [
        'Chỉ có khi quản trị viên đã bật. Trước đó, tạo khóa ở trang [account.nav.recordings] và cất khóa bí mật.',
        'Mở [room.room.host], bấm [room.recording.ask]. Từng người được hỏi; ai không đồng ý vẫn ở lại nhưng không có hình ảnh và âm thanh.',
        'Bấm [recording.asking.begin] và giữ trang mở. [recording.running.stop] khi xong. Một người rút lại đồng ý là việc ghi dừng ngay.',
      ],
    },
    leak: {
      title: 'Khi có lộ, lọt thông tin',
      intro:
        'Mở [room.room.host], bấm [people.host.leak], chọn người phải ra nếu biết, bấm [meeting.leak.submit]. Máy chủ thực hiện ngay:',
      points: [
        '[meeting.leak.lock]',
        '[meeting.leak.silence]',
        '[meeting.leak.shares]',
        '[meeting.leak.password]',
        'Sau đó: báo quản trị viên và người phụ trách bảo vệ bí mật. Nhật ký cuộc họp là hồ sơ để làm rõ; vui lòng không xóa gì.',
      ],
    },
    end: {
      title: 'Kết thúc',
      points: [
        'Bấm [room.room.leave], rồi [room.room.endForAll]: mọi người rời phòng, không ai vào lại được.',
        '[room.room.leaveOnly]: cuộc họp tự đóng sau 15 phút không có chủ trì. Muốn người khác chủ trì tiếp, chọn [people.people.handOver] trước khi rời.',
        'Hết giờ theo lịch, người đang họp vẫn ở lại nhưng không nhận thêm ai; bấm nút kéo dài nếu cần.',
        'Danh sách tham dự, kết quả biểu quyết, tài liệu đã giữ và nhật ký: ở [account.nav.meetings], [meetings.meetings.actions].',
      ],
    },
  },
} satisfies Guide
export type Texts = Shape<typeof texts>
