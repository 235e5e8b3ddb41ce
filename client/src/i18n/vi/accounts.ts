import type { Shape } from '../shape.ts'

/** The operator's accounts page. */
export const texts = {
  title: 'Tài khoản',
  create: 'Tạo tài khoản',
  createTitle: 'Tạo tài khoản',
  list: 'Danh sách tài khoản',
  username: 'Tên đăng nhập',
  name: 'Họ và tên',
  role: 'Vai trò',
  roles: { operator: 'Quản trị viên', host: 'Người tổ chức' },
  rolesWhat: {
    operator: 'Quản lý tài khoản và tạo cuộc họp.',
    host: 'Tạo và chủ trì cuộc họp của mình.',
  },
  state: 'Trạng thái',
  active: 'Đang dùng',
  inactive: 'Chưa kích hoạt',
  disabled: 'Đã khóa',
  actions: 'Thao tác',
  newLink: 'Liên kết mới',
  newLinkNamed: (name: string) => `Liên kết mới: ${name}`,
  newLinkTitle: 'Tạo liên kết đặt lại mật khẩu?',
  newLinkBody: (name: string) =>
    `${name} sẽ đặt mật khẩu mới bằng liên kết này. Liên kết cũ hết hiệu lực.`,
  newLinkSubmit: 'Tạo liên kết',
  signOut: 'Đăng xuất',
  signOutNamed: (name: string) => `Đăng xuất mọi thiết bị của ${name}`,
  signOutTitle: 'Đăng xuất khỏi mọi thiết bị?',
  signOutBody: (name: string) =>
    `Mọi trình duyệt đang đăng nhập bằng tài khoản của ${name} phải đăng nhập lại. Mật khẩu không đổi; ai đang ở trong cuộc họp vẫn ở lại. Nếu mật khẩu đã lộ, vui lòng tạo liên kết mới; nếu cần đưa ra khỏi cuộc họp, vui lòng khóa tài khoản.`,
  disable: 'Khóa',
  disableNamed: (name: string) => `Khóa: ${name}`,
  disableTitle: 'Khóa tài khoản?',
  disableBody: (name: string) => `${name} bị đăng xuất ngay và không đăng nhập được nữa.`,
  enable: 'Mở khóa',
  enableNamed: (name: string) => `Mở khóa: ${name}`,
  linkTitle: (name: string) => `Liên kết dành cho ${name}`,
  linkBody: 'Liên kết chỉ hiện một lần và chỉ dùng được một lần. Vui lòng trao tận tay người đó.',
  link: 'Liên kết kích hoạt',
  copyLink: 'Sao chép liên kết kích hoạt',
}
export type Texts = Shape<typeof texts>
