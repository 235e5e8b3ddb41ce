import type { EmblemKind } from '#protocol/office.ts'
import { htmlOf } from './html.ts'
import { partsOf, written } from './parts.ts'
import type { Part } from './parts.ts'

/** A calendar file with its method (RFC 5546). */
export type CalendarPart = { method: 'REQUEST' | 'CANCEL'; text: string }

/** A meeting's time as shown to people; epoch milliseconds and minutes. */
export type When = { start: number; minutes: number; zone: string; repeats: boolean }

/** [POL3] The office that sends, and where its people get help; null: not set. */
export type Sender = {
  name: string | null
  helpLine: string | null
  helpAddress: string | null
  accent: string | null
  picture: { kind: EmblemKind; bytes: Buffer } | null
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

/** The emblem as a part of the mail, which its HTML refers to by `cid`. */
export type Inline = { cid: string; kind: 'png' | 'jpeg'; bytes: Buffer }

/** A mail as sent: one recipient, the same as text and as HTML, at most one attachment. */
export type Message = {
  id: string
  from: string
  /** Shown as the sender's name. */
  fromName: string
  to: string
  subject: string
  text: string
  html: string
  emblem: Inline | null
  calendar: CalendarPart | null
}

/**
 * In Vietnamese and then English, whatever the host's language, because the recipient is someone
 * else. The HTML says what the plain text says; there is nothing to load, hide or track.
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

function letter(asked: Letter, subject: string, vi: Part[], en: Part[]): Message {
  const { from, to, calendar, office } = asked
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const named = office.name === null ? [] : [oneLine(office.name)]
  const [fromName = 'An Họp'] = named
  const emblem = inlineOf(office, domain)
  const look = { subject, sender: fromName, emblem: emblem?.cid ?? null, accent: office.accent }
  return {
    id: `<${asked.id}@${domain}>`,
    from,
    fromName,
    to,
    subject,
    text: `${written([...named, ...vi])}\n\n--------\n\n${written([...named, ...en])}\n`,
    html: htmlOf(look, vi, en),
    emblem,
    calendar,
  }
}

/** Not a WebP picture: Outlook for Windows would show a broken one. */
function inlineOf({ picture }: Sender, domain: string): Inline | null {
  if (picture === null || picture.kind === 'webp') return null
  return { cid: `emblem@${domain}`, kind: picture.kind, bytes: picture.bytes }
}

/** `help`: the office's help desk; null: not set. */
type Tidy = { title: string; host: string; help: string | null }

const tidied = <T extends Letter>(asked: T): T & Tidy => ({
  ...asked,
  title: oneLine(asked.meeting.title),
  name: oneLine(asked.name),
  host: oneLine(asked.hostName),
  help: helpOf(asked.office),
})

function helpOf({ helpLine, helpAddress }: Sender): string | null {
  const ways = [helpLine, helpAddress].filter((way) => way !== null)
  return ways.length === 0 ? null : ways.map(oneLine).join(', ')
}

type Said = Invitation & Tidy

const vietnamese = (said: Said): Part[] =>
  partsOf([
    `Kính gửi ${said.name},`,
    {
      says: `${said.host} mời bạn tham dự cuộc họp trực tuyến:`,
      value: said.title,
    },
    said.time && { says: 'Thời gian:', value: whenVietnamese(said.time) },
    {
      says: `Liên kết dành riêng cho bạn, gắn với tên bạn, có hiệu lực đến ${moment('vi-VN', said.expiresAt)}:`,
      link: said.link,
      button: 'Vào cuộc họp',
    },
    'Mật khẩu cuộc họp được báo cho bạn qua kênh khác, không bao giờ có trong thư này. Vui lòng không chuyển tiếp thư này, liên kết hoặc mật khẩu cho người khác. Sau khi nhập mật khẩu, vui lòng chờ chủ trì duyệt.',
    'Nếu bạn không chờ thư mời này, vui lòng không mở liên kết mà hỏi lại người mời qua số điện thoại bạn đã biết, hoặc bỏ qua thư.',
    said.help && `Cần hỗ trợ, vui lòng liên hệ: ${said.help}`,
    { aside: `Thư do máy chủ họp ${said.origin} tự động gửi. Vui lòng không trả lời thư này.` },
  ])

const english = (said: Said): Part[] =>
  partsOf([
    `Dear ${said.name},`,
    { says: `${said.host} invites you to an online meeting:`, value: said.title },
    said.time && { says: 'Time:', value: whenEnglish(said.time) },
    {
      says: `Your personal link, tied to your name and valid until ${moment('en-GB', said.expiresAt)}:`,
      link: said.link,
      button: 'Join the meeting',
    },
    'You will receive the meeting password through another channel; it is never in this email. Please do not forward this email, the link or the password. After entering the password, wait for the host to admit you.',
    'If you were not expecting this invitation, do not open the link; call the person who invited you at a phone number you already know, or ignore this email.',
    said.help && `For help, contact: ${said.help}`,
    { aside: `Sent automatically by the meeting server ${said.origin}. Replies are not read.` },
  ])

type Changed = ChangeNotice & Tidy

const CHANGES_VI = {
  changed: 'đã thay đổi lịch của cuộc họp',
  cancelled: 'đã hủy cuộc họp',
  one_cancelled: 'đã hủy một buổi của cuộc họp',
} as const
const CHANGES_EN = {
  changed: 'has changed the time of the meeting',
  cancelled: 'has canceled the meeting',
  one_cancelled: 'has canceled one occurrence of the meeting',
} as const

const changeVietnamese = (said: Changed): Part[] =>
  partsOf([
    `Kính gửi ${said.name},`,
    { says: `${said.host} ${CHANGES_VI[said.what]}:`, value: said.title },
    said.time && {
      says: said.what === 'changed' ? 'Thời gian:' : 'Thời gian đã hủy:',
      value: whenVietnamese(said.time),
    },
    said.what === 'changed' && 'Liên kết riêng trong thư mời trước vẫn còn hiệu lực.',
    said.help && `Cần hỗ trợ, vui lòng liên hệ: ${said.help}`,
    { aside: `Thư do máy chủ họp ${said.origin} tự động gửi. Vui lòng không trả lời thư này.` },
  ])

const changeEnglish = (said: Changed): Part[] =>
  partsOf([
    `Dear ${said.name},`,
    { says: `${said.host} ${CHANGES_EN[said.what]}:`, value: said.title },
    said.time && {
      says: said.what === 'changed' ? 'Time:' : 'Canceled time:',
      value: whenEnglish(said.time),
    },
    said.what === 'changed' && 'The personal link in your earlier invitation is still valid.',
    said.help && `For help, contact: ${said.help}`,
    { aside: `Sent automatically by the meeting server ${said.origin}. Replies are not read.` },
  ])

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
