import type { OfficeChange } from '#protocol/office.ts'
import type { Shape } from '../shape.ts'

/** The operator's page of what makes the server recognizable as the office's own. */
export const texts = {
  title: 'Thông tin cơ quan',
  intro:
    'Biểu trưng, tên và đầu mối hỗ trợ giúp mọi người nhận ra máy chủ của cơ quan mình. Thông tin này công khai: ai mở trang cũng thấy, kể cả khách chưa đăng nhập. Mỗi thay đổi được ghi vào nhật ký cùng giá trị cũ và mới.',
  whereShown:
    'Hiện ở đầu trang, phòng chờ, trang kết thúc, thư mời, tệp lịch và các bản in. Bỏ trống mục nào thì mục đó trở về như ban đầu.',

  emblem: 'Biểu trưng',
  emblemWhat: (kilobytes: number, side: number) =>
    `Hình PNG, JPEG hoặc WebP, nhiều nhất ${kilobytes} kB, mỗi cạnh nhiều nhất ${side} điểm ảnh. Nên dùng PNG nền trong suốt. Không nhận SVG vì tệp này có thể chứa mã lệnh.`,
  emblemNone: 'Chưa có biểu trưng.',
  emblemNow: 'Biểu trưng đang dùng',
  choose: 'Chọn hình',
  replace: 'Thay hình khác',
  remove: 'Gỡ biểu trưng',
  removeBody: 'Các trang, thư và bản in từ nay không còn biểu trưng.',
  /** Why a picture was refused. */
  refused: {
    document_type: 'Tệp này không phải hình PNG, JPEG hoặc WebP.',
    document_broken:
      'Hình này bị hỏng, là hình động hoặc có dữ liệu thừa ở cuối. Vui lòng mở hình, lưu lại thành PNG rồi thử lại.',
    document_mixed:
      'Tệp này còn chứa nội dung khác ngoài hình. Vui lòng mở hình, lưu lại thành PNG rồi thử lại.',
    document_too_large: 'Hình có quá nhiều điểm ảnh. Vui lòng thu nhỏ rồi thử lại.',
    too_large: 'Tệp quá nặng. Vui lòng thu nhỏ hình rồi thử lại.',
  },

  fields: {
    name: 'Tên cơ quan',
    accent: 'Màu chủ đạo',
    helpLine: 'Số điện thoại hỗ trợ',
    helpAddress: 'Địa chỉ hỗ trợ',
  } satisfies Record<keyof OfficeChange, string>,
  nameHint: 'Ví dụ: Văn phòng Sở Nội vụ tỉnh Lâm Đồng.',
  accentHint:
    'Dùng cho nút, liên kết và mục đang chọn. Để trống là màu xanh mặc định. Màu cho giao diện tối được tính tự động.',
  accentPick: 'Chọn màu',
  accentBad: 'Màu gồm dấu # và sáu chữ số thập lục phân, ví dụ #9e2a22.',
  accentPale: (ratio: string) =>
    `Màu này quá nhạt: chữ trắng trên nền màu chỉ đạt độ tương phản ${ratio}, cần ít nhất 4,5.`,
  accentUse: (color: string) => `Dùng màu gần nhất đọc được: ${color}`,
  helpLineHint: 'Ví dụ: (0263) 382 1234, máy lẻ 113, trong giờ hành chính.',
  helpAddressHint: 'Địa chỉ thư điện tử, hoặc trang web bắt đầu bằng https://.',
  helpAddressBad: 'Vui lòng nhập một địa chỉ thư điện tử hoặc một địa chỉ bắt đầu bằng https://.',
  preview: 'Xem trước',
  sampleButton: 'Vào cuộc họp',
  sampleLink: 'Cuộc họp của tôi',
  themes: { light: 'Giao diện sáng', dark: 'Giao diện tối' },
  submit: 'Lưu',
  done: 'Đã lưu. Mọi người thấy thông tin mới ở lần mở trang kế tiếp.',
}
export type Texts = Shape<typeof texts>
