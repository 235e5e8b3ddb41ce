import type { FactorKind } from '#protocol/factors.ts'
import type { Shape } from '../shape.ts'

/** Second factors and the account's own security page. */
export const texts = {
  factors: {
    proveTitle: 'Xác thực bước hai',
    proveIntro: (username: string) =>
      `Bước đầu đã đúng. Vui lòng xác thực thêm một bước để đăng nhập với tài khoản ${username}.`,
    again: 'Xác thực lại',
    againIntro: 'Thay đổi này cần xác thực lại. Kết quả xác thực có hiệu lực trong 5 phút.',
    code: 'Mã 6 chữ số trong ứng dụng xác thực',
    recovery: 'Mã khôi phục',
    recoveryHint: 'Mỗi mã chỉ dùng được một lần.',
    submit: 'Xác nhận',
    withPasskey: 'Dùng khóa truy cập',
    withRecovery: 'Dùng mã khôi phục',
    withCode: 'Dùng ứng dụng xác thực',
    signInPasskey: 'Đăng nhập bằng khóa truy cập',
    leave: 'Đăng xuất',

    enrolTitle: 'Thêm phương thức xác thực thứ hai',
    enrolIntro:
      'Tài khoản này cần thêm một phương thức xác thực ngoài mật khẩu, để người biết mật khẩu cũng không vào được.',
    choose: 'Phương thức xác thực',
    kinds: {
      totp: 'Ứng dụng xác thực',
      passkey: 'Khóa truy cập (passkey)',
    } satisfies Record<FactorKind, string>,
    kindsWhat: {
      totp: 'Ứng dụng trên điện thoại cho một mã 6 chữ số, không cần mạng.',
      passkey: 'Vân tay, khuôn mặt hoặc mã PIN của thiết bị này, hay khóa bảo mật USB.',
    },
    scan: 'Quét mã QR bằng ứng dụng xác thực trên điện thoại.',
    byHand: 'Hoặc nhập khóa này vào ứng dụng',
    copyKey: 'Sao chép khóa',
    thenCode: 'Sau đó nhập mã mà ứng dụng hiện ra.',
    name: 'Tên gợi nhớ',
    defaultNames: { totp: 'Điện thoại của tôi', passkey: 'Thiết bị này' },
    create: 'Tạo khóa truy cập',
    createWhat: 'Trình duyệt sẽ hỏi vân tay, khuôn mặt, mã PIN hoặc khóa bảo mật.',

    codesTitle: 'Mã khôi phục',
    codesBody:
      'Nếu mất điện thoại hoặc khóa, mỗi mã dưới đây cho vào một lần. Các mã chỉ hiện lúc này: vui lòng in ra hoặc cất nơi an toàn, tách khỏi mật khẩu.',
    codesList: 'Danh sách mã khôi phục',
    copyCodes: 'Sao chép các mã',
    codesKept: 'Tôi đã cất các mã này',
  },

  security: {
    title: 'Bảo mật tài khoản',
    password: 'Mật khẩu',
    passwordBody: 'Đổi mật khẩu đăng nhập. Các phiên khác sẽ bị kết thúc.',
    factors: 'Phương thức xác thực thứ hai',
    factorsBody: 'Ngoài mật khẩu, đăng nhập còn cần một trong những phương thức này.',
    none: 'Chưa có. Chỉ cần biết mật khẩu là vào được tài khoản này.',
    required: 'Tài khoản này phải có ít nhất một phương thức xác thực thứ hai.',
    added: (when: string) => `Thêm lúc ${when}`,
    used: (when: string) => `Dùng lần cuối ${when}`,
    unused: 'Chưa dùng lần nào',
    add: 'Thêm phương thức',
    rename: 'Đổi tên',
    renameNamed: (name: string) => `Đổi tên: ${name}`,
    remove: 'Gỡ',
    removeNamed: (name: string) => `Gỡ: ${name}`,
    removeTitle: 'Gỡ phương thức này?',
    removeBody: (name: string) => `Từ nay “${name}” không dùng để đăng nhập được nữa.`,
    codes: 'Mã khôi phục',
    codesLeft: (left: number) => `Còn ${left} mã chưa dùng.`,
    newCodes: 'Tạo mã mới',
    newCodesTitle: 'Tạo mã khôi phục mới?',
    newCodesBody: 'Các mã cũ hết hiệu lực ngay.',
    sessions: 'Các phiên đăng nhập',
    sessionsBody:
      'Các trình duyệt đang đăng nhập bằng tài khoản này. Nếu thấy phiên lạ, vui lòng kết thúc phiên đó và đổi mật khẩu.',
    sessionsList: 'Danh sách phiên đăng nhập',
    unknownBrowser: 'Trình duyệt không rõ',
    thisOne: 'Phiên này',
    since: (when: string) => `Đăng nhập lúc ${when}`,
    seen: (when: string) => `Hoạt động lần cuối ${when}`,
    revoke: 'Kết thúc',
    revokeNamed: (browser: string) => `Kết thúc phiên: ${browser}`,
    revokeOthers: 'Kết thúc mọi phiên khác',
    revokeOthersTitle: 'Kết thúc mọi phiên khác?',
    revokeOthersBody: 'Các trình duyệt khác phải đăng nhập lại. Phiên này được giữ nguyên.',
  },
}
export type Texts = Shape<typeof texts>
