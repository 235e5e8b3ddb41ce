/**
 * Lower case without tone and other marks: `Mật khẩu Đảng` is typed as `mat khau dang` just as
 * often.
 */
export function withoutMarks(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
}
