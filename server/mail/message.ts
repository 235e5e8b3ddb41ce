/** A calendar file with its method (RFC 5546). */
export type CalendarPart = { method: 'REQUEST' | 'CANCEL'; text: string }

/** A meeting's time as shown to people; epoch milliseconds and minutes. */
export type When = { start: number; minutes: number; zone: string; repeats: boolean }

/** [POL3] The office that sends, and where its people get help; null: not set. */
export type Sender = {
  name: string | null
  helpLine: string | null
  helpAddress: string | null
}

type Letter = {
  meeting: { title: string }
  hostName: string
  /** Name used in the greeting, and the only recipient address. */
  name: string
  to: string
  time: When | null
  calendar: CalendarPart | null
  from: string
  office: Sender
  /** This server's URL without a trailing slash. */
  origin: string
  /** Unique; never reused. */
  id: string
}

/** The content of an invitation. Has no field for a password. */
export type Invitation = Letter & {
  /** The personal link. */
  link: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** Tells that a meeting was moved or canceled. Has no link: the original one stays valid. */
export type ChangeNotice = Letter & { what: 'changed' | 'cancelled' | 'one_cancelled' }

/** A mail as sent: one recipient, text, at most one attachment. */
export type Message = {
  id: string
  from: string
  /** Shown as the sender's name. */
  fromName: string
  to: string
  subject: string
  text: string
  calendar: CalendarPart | null
}

/**
 * In Vietnamese and then English, whatever the host's language, because the recipient is someone
 * else. Plain text, so that there is nothing to load, hide or track.
 */
export function invitation(asked: Invitation): Message {
  const said = tidied(asked)
  return letter(asked, `Thư mời họp: ${said.title}`, vietnamese(said), english(said))
}

const SUBJECTS = {
  changed: 'Thay đổi lịch họp',
  cancelled: 'Hủy cuộc họp',
  one_cancelled: 'Hủy một buổi họp',
} as const

export function changeNotice(asked: ChangeNotice): Message {
  const said = tidied(asked)
  const subject = `${SUBJECTS[asked.what]}: ${said.title}`
  return letter(asked, subject, changeVietnamese(said), changeEnglish(said))
}

function letter(asked: Letter, subject: string, first: string, second: string): Message {
  const { from, to, calendar } = asked
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const text = `${first}\n\n--------\n\n${second}\n`
  const fromName = asked.office.name === null ? 'An Họp' : oneLine(asked.office.name)
  return { id: `<${asked.id}@${domain}>`, from, fromName, to, subject, text, calendar }
}

/** `sender`: the office's name; `help`: its help desk. Null: not set. */
type Tidy = { title: string; host: string; sender: string | null; help: string | null }

const tidied = <T extends Letter>(asked: T): T & Tidy => ({
  ...asked,
  title: oneLine(asked.meeting.title),
  name: oneLine(asked.name),
  host: oneLine(asked.hostName),
  sender: asked.office.name === null ? null : oneLine(asked.office.name),
  help: helpOf(asked.office),
})

function helpOf({ helpLine, helpAddress }: Sender): string | null {
  const ways = [helpLine, helpAddress].filter((way) => way !== null)
  return ways.length === 0 ? null : ways.map(oneLine).join(', ')
}

type Said = Invitation & Tidy

const vietnamese = (said: Said): string =>
  paragraphs([
    said.sender,
    `Kính gửi ${said.name},`,
    `${said.host} mời bạn tham dự cuộc họp trực tuyến: ${said.title}`,
    said.time && `Thời gian: ${whenVietnamese(said.time)}`,
    `Liên kết dành riêng cho bạn, gắn với tên bạn, có hiệu lực đến ${moment('vi-VN', said.expiresAt)}:\n${said.link}`,
    'Mật khẩu cuộc họp được báo cho bạn qua kênh khác, không bao giờ có trong thư này. Vui lòng không chuyển tiếp thư này, liên kết hoặc mật khẩu cho người khác. Sau khi nhập mật khẩu, vui lòng chờ chủ trì duyệt.',
    'Nếu bạn không chờ thư mời này, vui lòng không mở liên kết mà hỏi lại người mời qua số điện thoại bạn đã biết, hoặc bỏ qua thư.',
    said.help && `Cần hỗ trợ, vui lòng liên hệ: ${said.help}`,
    `Thư do máy chủ họp ${said.origin} tự động gửi. Vui lòng không trả lời thư này.`,
  ])

const english = (said: Said): string =>
  paragraphs([
    said.sender,
    `Dear ${said.name},`,
    `${said.host} invites you to an online meeting: ${said.title}`,
    said.time && `Time: ${whenEnglish(said.time)}`,
    `Your personal link, tied to your name and valid until ${moment('en-GB', said.expiresAt)}:\n${said.link}`,
    'You will receive the meeting password through another channel; it is never in this email. Please do not forward this email, the link or the password. After entering the password, wait for the host to admit you.',
    'If you were not expecting this invitation, do not open the link; call the person who invited you at a phone number you already know, or ignore this email.',
    said.help && `For help, contact: ${said.help}`,
    `Sent automatically by the meeting server ${said.origin}. Replies are not read.`,
  ])

type Changed = ChangeNotice & Tidy

const changeVietnamese = (said: Changed): string =>
  paragraphs([
    said.sender,
    `Kính gửi ${said.name},`,
    said.what === 'changed'
      ? `${said.host} đã thay đổi lịch của cuộc họp: ${said.title}`
      : said.what === 'cancelled'
        ? `${said.host} đã hủy cuộc họp: ${said.title}`
        : `${said.host} đã hủy một buổi của cuộc họp: ${said.title}`,
    said.time &&
      `${said.what === 'changed' ? 'Thời gian' : 'Thời gian đã hủy'}: ${whenVietnamese(said.time)}`,
    said.what === 'changed' && 'Liên kết riêng trong thư mời trước vẫn còn hiệu lực.',
    said.help && `Cần hỗ trợ, vui lòng liên hệ: ${said.help}`,
    `Thư do máy chủ họp ${said.origin} tự động gửi. Vui lòng không trả lời thư này.`,
  ])

const changeEnglish = (said: Changed): string =>
  paragraphs([
    said.sender,
    `Dear ${said.name},`,
    said.what === 'changed'
      ? `${said.host} has changed the time of the meeting: ${said.title}`
      : said.what === 'cancelled'
        ? `${said.host} has canceled the meeting: ${said.title}`
        : `${said.host} has canceled one occurrence of the meeting: ${said.title}`,
    said.time && `${said.what === 'changed' ? 'Time' : 'Canceled time'}: ${whenEnglish(said.time)}`,
    said.what === 'changed' && 'The personal link in your earlier invitation is still valid.',
    said.help && `For help, contact: ${said.help}`,
    `Sent automatically by the meeting server ${said.origin}. Replies are not read.`,
  ])

const paragraphs = (parts: (string | null | false)[]): string =>
  parts.filter((part) => typeof part === 'string').join('\n\n')

const ZONE = 'Asia/Ho_Chi_Minh'
const moment = (locale: string, at: number, timeZone = ZONE): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)

function whenVietnamese({ start, minutes, zone, repeats }: When): string {
  const where = zone === ZONE ? 'giờ Việt Nam' : `giờ ${zone}`
  const again = repeats ? '; các buổi sau có trong tệp lịch' : ''
  return `${moment('vi-VN', start, zone)}, ${minutes} phút (${where})${again}`
}

function whenEnglish({ start, minutes, zone, repeats }: When): string {
  const where = zone === ZONE ? 'Vietnam time' : `${zone} time`
  const again = repeats ? '; later occurrences are in the calendar file' : ''
  return `${moment('en-GB', start, zone)}, ${minutes} minutes (${where})${again}`
}

/** The contract already guarantees this; but even a row edited by hand must not inject a header. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim() || '—'
