import type { Guide } from '../guide.ts'
import type { Shape } from '../shape.ts'

/** The guide for people who take part in a meeting. */
export const texts = {
  title: 'Hướng dẫn dành cho người tham dự',
  what: 'Bạn chỉ cần một trình duyệt, đường liên kết và mật khẩu cuộc họp. Không phải cài đặt phần mềm, không cần tài khoản. Dấu ổ khóa trong phòng họp: hình và tiếng được mã hóa đầu cuối, máy chủ không nghe, không xem được.',
  sections: {
    join: {
      title: 'Vào cuộc họp',
      steps: [
        'Mở liên kết bằng Chrome, Edge từ bản 109, Firefox từ bản 128 hoặc Safari từ bản 17. Nếu mở trong Zalo, vui lòng làm theo hướng dẫn trên trang.',
        'Nếu có nút [main.devices.start], bấm nút đó. Khi trình duyệt hỏi, chọn Cho phép.',
        'Nói thử: khi micrô đang bật, thanh [main.devices.level] phải chuyển động. Bấm [main.speakerTest.play] để nghe thử.',
        'Nhập họ tên, chức vụ, đơn vị và mật khẩu. Mật khẩu được gửi riêng; gõ có dấu hay không dấu đều được nếu là mật khẩu do hệ thống đề xuất.',
        'Bấm [main.join.submit] rồi chờ chủ trì duyệt.',
      ],
      picture: {
        name: 'join',
        alt: 'Trang vào họp: họ tên, chức vụ, mật khẩu; bên phải là hình của bạn và các nút thử camera, micrô.',
      },
    },
    waiting: {
      title: 'Trong phòng chờ',
      points: [
        'Chưa ai thấy hình hoặc nghe tiếng của bạn. Chủ trì chỉ thấy tên, chức vụ và đơn vị bạn đã ghi.',
        'Bạn không cần làm gì thêm: trang tự chuyển khi bạn được duyệt. Vui lòng không đóng trang.',
        'Chờ lâu, vui lòng gọi điện cho người tổ chức: họ có thể chưa vào họp.',
        'Nhập đúng tên trong danh sách mời thì được duyệt nhanh hơn.',
        'Nếu trang hiện bốn từ, vui lòng đọc bốn từ đó khi chủ trì gọi; không gửi qua tin nhắn.',
      ],
      picture: {
        name: 'waiting',
        alt: 'Phòng chờ: trang báo đang chờ chủ trì duyệt, bên phải là hình của bạn.',
      },
    },
    permissions: {
      title: 'Cho phép camera và micrô',
      points: [
        'Chrome, Edge: bấm biểu tượng bên trái địa chỉ, bật Camera và Micrô, rồi tải lại trang.',
        'Firefox: bấm biểu tượng camera hoặc micrô bị gạch bên trái địa chỉ, xóa dòng “Bị chặn”, rồi tải lại trang.',
        'Safari trên Mac: vào Safari, Cài đặt, Trang web, chọn Camera và Micrô rồi chọn Cho phép. Trên iPhone, iPad: bấm nút bên trái địa chỉ, chọn Cài đặt trang web. Nếu Safari không vào họp được, vui lòng cập nhật lên iOS 17 hoặc dùng máy tính.',
        'Windows: vào Cài đặt, Quyền riêng tư, mục Camera và mục Micrô, cho phép ứng dụng truy cập.',
        'Vẫn không được: đóng Zalo, Zoom, Teams và chương trình khác đang dùng camera, rồi bấm [main.common.retry].',
      ],
    },
    silent: {
      title: 'Tôi không nghe thấy gì',
      steps: [
        'Nếu có nút [room.room.enableSound], bấm nút đó.',
        'Kiểm tra âm lượng của máy và dây loa hoặc tai nghe.',
        'Mở [room.room.settings] (có thể nằm trong [class.more]), đổi [main.devices.speaker], bấm [main.speakerTest.play].',
        'Nếu chỉ không nghe một người: micrô của người đó đang tắt. Biểu tượng micrô gạch chéo hiện cạnh tên.',
        'Tải lại trang. Trong hai phút bạn vào lại được ngay, không phải chờ duyệt.',
      ],
    },
    unheard: {
      title: 'Không ai nghe thấy tôi',
      steps: [
        'Nút [room.room.mic] có gạch chéo là đang tắt: bấm để bật.',
        'Nút bị mờ là chủ trì chưa cho phép phát biểu: vui lòng giơ tay.',
        'Bật micrô, mở [room.room.settings], nói thử và xem thanh [main.devices.level]. Thanh đứng yên thì chọn micrô khác.',
        'Tai nghe có công tắc riêng trên dây: vui lòng kiểm tra.',
      ],
    },
    picture: {
      title: 'Hình đứng hoặc mất',
      steps: [
        'Xem vạch sóng cạnh tên mình. Nếu yếu: tắt camera, đến gần bộ phát Wi-Fi hoặc cắm dây mạng. Khi mạng yếu, tiếng luôn được ưu tiên.',
        'Bấm [room.view.name], bật [room.line.saving].',
        'Máy nóng hoặc chậm: đóng bớt chương trình, tắt làm mờ nền.',
        'Mất hẳn kết nối: chờ vài giây, trang tự kết nối lại. Sau hai phút mới phải nhập lại mật khẩu.',
      ],
    },
    hand: {
      title: 'Xin phát biểu',
      points: [
        'Bấm [room.room.raiseHand]. Số cạnh biểu tượng bàn tay là thứ tự của bạn.',
        'Khi được mời, bấm [room.room.mic] để nói. Nói xong, tắt micrô.',
      ],
      picture: {
        name: 'room',
        alt: 'Phòng họp: hình mọi người ở giữa, các nút Micrô, Camera, Giơ tay, Rời họp ở dưới.',
      },
    },
    share: {
      title: 'Chia sẻ màn hình',
      points: [
        'Cần chủ trì cho phép: bấm [room.room.askShare] rồi chờ.',
        'Khi được phép, bấm [room.room.share] và chọn một cửa sổ. Chia sẻ riêng một cửa sổ kín đáo hơn cả màn hình.',
        'Xong, bấm [room.room.stopShare]. Chủ trì có thể thu hồi quyền bất cứ lúc nào.',
      ],
    },
    leave: {
      title: 'Rời họp',
      points: [
        'Bấm [room.room.leave]. Camera và micrô tắt ngay.',
        'Muốn vào lại, mở đường liên kết, nhập mật khẩu và chờ duyệt lần nữa.',
      ],
    },
  },
} satisfies Guide
export type Texts = Shape<typeof texts>
