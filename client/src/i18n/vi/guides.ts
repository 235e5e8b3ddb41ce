import type { Shape } from '../shape.ts'

/** What all guides have in common, and the page that lists them. */
export const texts = {
  title: 'Hướng dẫn sử dụng',
  intro: 'Bốn tài liệu ngắn, xem trên màn hình hoặc in ra giấy. Không cần đăng nhập.',
  print: 'In trang này',
  all: 'Tất cả hướng dẫn',
  contents: 'Mục lục',
  cards: {
    officials: {
      title: 'Dành cho người tham dự',
      what: 'Vào họp từng bước, cấp quyền camera và micrô, xử lý khi mất tiếng hoặc mất hình.',
      length: 'Một trang giấy',
    },
    hosts: {
      title: 'Dành cho chủ trì',
      what: 'Chuẩn bị, duyệt người ở phòng chờ, điều hành, ngăn chặn lộ, lọt thông tin, kết thúc.',
      length: 'Hai trang giấy, có danh sách phím tắt',
    },
    desk: {
      title: 'Dành cho bộ phận hỗ trợ',
      what: 'Mọi thông báo lỗi: nguyên nhân, câu cần hỏi, cách xử lý.',
      length: 'Tra cứu theo lời báo hoặc theo mã',
    },
    operators: {
      title: 'Dành cho quản trị viên: giờ đầu tiên',
      what: 'Việc cần làm ngay sau khi khởi động máy chủ: tài khoản, chứng thư số, cổng, sao lưu.',
      length: 'Một trang giấy',
    },
  },
}
export type Texts = Shape<typeof texts>
