/** Facts in the report that the server knows; the rest is filled in by hand. */
export type Facts = {
  /** The recipient; null if the operator has set none. */
  address: string | null
  server: string
  meeting: { id: string; title: string; host: string; createdAt: number; endedAt: number | null }
  madeAt: number
  madeBy: string
  people: { admitted: number; all: number }
  removed: { name: string; at: number }[]
  contained: number[]
  passwords: number
  attempts: { tries: number; addresses: number; firstAt: number | null; lastAt: number | null }
  fingerprint: string
}

type Words = {
  locale: string
  title: string
  to: string
  nobody: string
  known: string
  server: string
  meeting: string
  host: string
  held: string
  still: string
  people: (admitted: number, all: number) => string
  tries: (tries: number, addresses: number) => string
  removed: string
  nobodyRemoved: string
  contained: string
  notContained: string
  passwords: (n: number) => string
  toFill: string
  blanks: string[]
  attached: string
  files: string
  check: string
  key: string
  by: string
}

const VI: Words = {
  locale: 'vi-VN',
  title: 'BÁO CÁO SỰ CỐ LỘ, LỌT THÔNG TIN TRONG CUỘC HỌP TRỰC TUYẾN',
  to: 'Kính gửi',
  nobody: '(điền tên cơ quan điều phối ứng cứu sự cố)',
  known: '1. NHỮNG GÌ HỆ THỐNG GHI NHẬN (giờ Việt Nam)',
  server: 'Máy chủ',
  meeting: 'Cuộc họp',
  host: 'Chủ trì',
  held: 'Tạo lúc',
  still: 'chưa kết thúc',
  people: (admitted, all) => `Số lượt được cho vào họp: ${admitted}; qua bước mật khẩu: ${all}`,
  tries: (tries, addresses) =>
    `Số lần nhập sai mật khẩu còn lưu: ${tries}, từ ${addresses} địa chỉ mạng`,
  removed: 'Người bị đưa ra khỏi cuộc họp hoặc bị chặn',
  nobodyRemoved: 'không có',
  contained: 'Đã ngăn chặn lúc (khóa cuộc họp, tắt mọi hình ảnh và âm thanh, đổi mật khẩu)',
  notContained: 'chưa thực hiện ngăn chặn',
  passwords: (n) => `Số lần đổi mật khẩu cuộc họp: ${n}`,
  toFill: '2. PHẦN CẦN ĐIỀN',
  blanks: [
    'Tên cơ quan, địa chỉ, đầu mối liên hệ (họ tên, điện thoại, thư điện tử)',
    'Thông tin nào có thể đã lộ, mức độ mật',
    'Phát hiện lúc nào, bằng cách nào',
    'Biện pháp đã thực hiện thêm, đề nghị hỗ trợ',
  ],
  attached: '3. HỒ SƠ KÈM THEO',
  files:
    'audit.jsonl (nhật ký), participants.json (người tham dự), attempts.json (số lần nhập sai)',
  check: 'Kiểm tra hồ sơ khi không có mạng: npm run evidence:verify -- TỆP.zip',
  key: 'Dấu vân tay khóa ký (SHA-256)',
  by: 'Xuất lúc',
}

const EN: Words = {
  locale: 'en-GB',
  title: 'REPORT OF AN INFORMATION LEAK IN AN ONLINE MEETING',
  to: 'To',
  nobody: '(name of the incident response center)',
  known: '1. WHAT THE SYSTEM RECORDED (Vietnam time)',
  server: 'Server',
  meeting: 'Meeting',
  host: 'Host',
  held: 'Created at',
  still: 'not ended',
  people: (admitted, all) => `Admitted: ${admitted}; passed the password step: ${all}`,
  tries: (tries, addresses) =>
    `Wrong password attempts still on record: ${tries}, from ${addresses} network addresses`,
  removed: 'Removed or blocked',
  nobodyRemoved: 'none',
  contained: 'Contained at (meeting locked, all audio and video off, password changed)',
  notContained: 'containment was not used',
  passwords: (n) => `Meeting password changes: ${n}`,
  toFill: '2. TO BE FILLED IN',
  blanks: [
    'Organization, address, contact (name, phone, email)',
    'What may have leaked, and its classification',
    'When and how it was discovered',
    'Other measures taken, and assistance requested',
  ],
  attached: '3. ATTACHED',
  files: 'audit.jsonl (log), participants.json (participants), attempts.json (wrong passwords)',
  check: 'To check the evidence file offline: npm run evidence:verify -- FILE.zip',
  key: 'Fingerprint of the signing key (SHA-256)',
  by: 'Created at',
}

export const reports = (facts: Facts) => ({ vi: report(VI, facts), en: report(EN, facts) })

function report(w: Words, facts: Facts): string {
  const time = new Intl.DateTimeFormat(w.locale, {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Asia/Ho_Chi_Minh',
  })
  const { meeting, people, attempts, removed, contained } = facts
  const at = (ms: number) => time.format(ms)
  const span =
    attempts.firstAt === null || attempts.lastAt === null
      ? ''
      : ` (${at(attempts.firstAt)} – ${at(attempts.lastAt)})`
  const out = removed.map(({ name, at: when }) => `\n  - ${name}, ${at(when)}`).join('')
  const ended = meeting.endedAt === null ? w.still : at(meeting.endedAt)
  return [
    w.title,
    `${w.to}: ${facts.address ?? w.nobody}`,
    '',
    w.known,
    `${w.server}: ${facts.server}`,
    `${w.meeting}: ${meeting.title} (${meeting.id})`,
    `${w.host}: ${meeting.host}`,
    `${w.held}: ${at(meeting.createdAt)} – ${ended}`,
    w.people(people.admitted, people.all),
    w.tries(attempts.tries, attempts.addresses) + span,
    w.passwords(facts.passwords),
    `${w.removed}: ${out === '' ? w.nobodyRemoved : out}`,
    `${w.contained}: ${contained.length === 0 ? w.notContained : contained.map(at).join('; ')}`,
    '',
    w.toFill,
    ...w.blanks.map((blank) => `${blank}:\n  ....................`),
    '',
    w.attached,
    w.files,
    w.check,
    `${w.key}: ${facts.fingerprint}`,
    `${w.by}: ${at(facts.madeAt)}, ${facts.madeBy}`,
    '',
  ].join('\n')
}
