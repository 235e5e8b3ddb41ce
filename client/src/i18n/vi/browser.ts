import type { Shape } from '../shape.ts'

/** For browsers that lack something of a call, or may: what, and what to do. */
export const texts = {
  title: 'Chưa vào họp được bằng trình duyệt này',
  missing: {
    calls:
      'Trình duyệt này không có, hoặc không được phép dùng, phần truyền hình ảnh và âm thanh (WebRTC) nên bạn sẽ không nghe và thấy gì.',
    secure:
      'Trang này không được mở qua https nên trình duyệt không cho mã hóa cuộc họp, không cho dùng micrô và camera. Vui lòng hỏi người tổ chức liên kết bắt đầu bằng https.',
    sealing: 'Trình duyệt này không mã hóa được cuộc họp.',
    sockets:
      'Trình duyệt này không có, hoặc không được phép dùng, kết nối liên tục tới máy chủ (WebSocket).',
    devices:
      'Trình duyệt này không cho dùng micrô và camera. Bạn chỉ nghe và xem được; để phát biểu, vui lòng dùng trình duyệt khác.',
  },
  floor:
    'Trình duyệt họp được: Chrome, Edge từ bản 109 (bản cuối cho Windows 7 và 8.1), Firefox từ bản 128, Safari từ bản 17 (iPhone, iPad từ iOS 17).',
  cannotStart:
    'Trình duyệt này không mở được cuộc họp, có thể vì đã cũ. Vui lòng cập nhật trình duyệt.',
  todo: 'Cách vào họp',
  copy: 'Sao chép liên kết',

  inside: {
    title: 'Vui lòng mở bằng trình duyệt của điện thoại',
    hint: (app: string) =>
      `Bạn đang mở trang trong ${app}. Nếu không nghe, không thấy hoặc không bật được micrô, camera, vui lòng mở bằng trình duyệt của điện thoại.`,
    how: 'Cách mở',
    other: 'một ứng dụng khác',
    steps: {
      zalo: [
        'Chạm dấu ba chấm ở góc trên bên phải.',
        'Chọn “Mở bằng trình duyệt” (có máy ghi “Mở bằng Safari” hoặc “Mở bằng Chrome”).',
      ],
      facebook: [
        'Chạm dấu ba chấm ở góc màn hình.',
        'Chọn “Mở trong trình duyệt bên ngoài” (có máy ghi “Mở bằng Safari” hoặc “Mở bằng Chrome”).',
      ],
      line: [
        'Chạm dấu ba chấm ở góc màn hình.',
        'Chọn “Mở bằng trình duyệt khác” hoặc “Mở bằng trình duyệt mặc định”.',
      ],
      other: [
        'Chạm dấu ba chấm hoặc nút chia sẻ ở góc màn hình.',
        'Chọn “Mở bằng trình duyệt”, “Mở bằng Safari” hoặc “Mở bằng Chrome”.',
      ],
    },
    otherwise: (browser: string) =>
      `Nếu không thấy mục đó: chạm “Sao chép liên kết”, mở ${browser}, dán vào ô địa chỉ.`,
  },

  iphone: [
    'Chạm “Sao chép liên kết”.',
    'Mở Safari, chạm giữ ô địa chỉ rồi chọn “Dán và đi tới”.',
    'Nếu Safari cũng không vào được: mở Cài đặt, Cài đặt chung, Cập nhật phần mềm và cập nhật lên iOS 17 hoặc mới hơn.',
  ],
  safari: [
    'Mở Cài đặt, Cài đặt chung, Cập nhật phần mềm và cập nhật lên iOS 17 hoặc mới hơn.',
    'Nếu máy không lên được iOS 17: vui lòng dùng điện thoại khác hoặc máy tính.',
  ],
  android: [
    'Cập nhật Chrome trong CH Play, rồi mở lại liên kết bằng Chrome.',
    'Nếu vẫn không được: vui lòng dùng điện thoại khác hoặc máy tính.',
  ],
  computer: [
    'Nếu bạn mở liên kết trong ứng dụng nhắn tin hoặc thư, vui lòng sao chép liên kết rồi dán vào trình duyệt của máy.',
    'Nếu trình duyệt đã cũ, vui lòng cập nhật. Máy Windows 7 và 8.1 dùng Chrome 109; Firefox 115 trên các máy đó không họp được.',
    'Nếu là máy cơ quan, có thể quy định đã tắt chức năng này: vui lòng hỏi bộ phận công nghệ thông tin.',
  ],
}
export type Texts = Shape<typeof texts>
