import { calendarFile } from './calendar.ts'

/** One invitation, as far as it says anything. There is no place in it for a password. */
export type Invitation = {
  meeting: { id: string; title: string; createdAt: number }
  hostName: string
  /** Whom it greets, and the one address it goes to. */
  name: string
  to: string
  /** The personal link. */
  link: string
  /** Epoch milliseconds, like all times here. */
  expiresAt: number
  now: number
  event: { start: number; minutes: number } | null
  from: string
  /** The address of this server, without a slash at the end. */
  origin: string
  /** Never used before. */
  id: string
}

/** What the mailer sends: one recipient, text, at most one file. */
export type Message = {
  id: string
  from: string
  to: string
  subject: string
  text: string
  calendar: string | null
}

/**
 * Vietnamese and then English, whichever the host's screen speaks: the mail is for someone else.
 * Plain text, so that there is nothing to load, to hide or to be tracked by.
 */
export function invitation(asked: Invitation): Message {
  const { meeting, event, from, to, now } = asked
  const title = oneLine(meeting.title)
  const said = { ...asked, title, name: oneLine(asked.name), host: oneLine(asked.hostName) }
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    id: `<${asked.id}@${domain}>`,
    from,
    to,
    subject: `Thư mời họp: ${title}`,
    text: `${vietnamese(said)}\n\n--------\n\n${english(said)}\n`,
    calendar:
      event &&
      calendarFile({
        uid: `${meeting.id}@${domain}`,
        sequence: Math.max(0, Math.floor((now - meeting.createdAt) / 1000)),
        now,
        ...event,
        title,
        // Calendars are shown to colleagues and assistants: the personal link stays in the mail.
        description: `Mở liên kết riêng trong thư mời để vào họp.\nOpen the personal link in your invitation to join.`,
        url: `${asked.origin}/m/${meeting.id}`,
        host: said.host,
        from,
      }),
  }
}

type Said = Invitation & { title: string; host: string }

const vietnamese = (said: Said): string =>
  paragraphs([
    `Kính gửi ${said.name},`,
    `${said.host} mời bạn dự cuộc họp trực tuyến: ${said.title}`,
    said.event && `Thời gian: ${when('vi-VN', said.event)} (giờ Việt Nam)`,
    `Liên kết của riêng bạn, gắn với tên bạn, dùng được đến ${moment('vi-VN', said.expiresAt)}:\n${said.link}`,
    'Mật khẩu cuộc họp được báo cho bạn bằng đường khác, không bao giờ có trong thư này. Đừng chuyển tiếp thư này, liên kết hoặc mật khẩu cho người khác. Sau khi nhập mật khẩu, hãy chờ chủ trì duyệt.',
    'Nếu bạn không chờ thư mời này: đừng mở liên kết, hãy hỏi người mời qua số điện thoại mà bạn đã biết, hoặc bỏ qua thư.',
    `Thư do máy chủ họp ${said.origin} tự động gửi. Thư trả lời không có người đọc.`,
  ])

const english = (said: Said): string =>
  paragraphs([
    `Dear ${said.name},`,
    `${said.host} invites you to an online meeting: ${said.title}`,
    said.event && `Time: ${when('en-GB', said.event)} (Vietnam time)`,
    `Your personal link, bound to your name and good until ${moment('en-GB', said.expiresAt)}:\n${said.link}`,
    'The meeting password is told to you by another way and is never in this mail. Do not forward this mail, the link or the password. After the password, wait for the host to admit you.',
    'If you did not expect this invitation: do not open the link; ask whoever invited you on a telephone number that you already know, or ignore this mail.',
    `Sent automatically by the meeting server ${said.origin}. Nobody reads replies.`,
  ])

const paragraphs = (parts: (string | null)[]): string =>
  parts.filter((part) => part !== null).join('\n\n')

const ZONE = 'Asia/Ho_Chi_Minh'
const moment = (locale: string, at: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: ZONE }).format(
    at,
  )
const when = (locale: string, { start, minutes }: { start: number; minutes: number }): string =>
  `${moment(locale, start)}, ${minutes} ${locale === 'vi-VN' ? 'phút' : 'minutes'}`

/** The contract lets nothing else in; a row edited by hand must not make a header either. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim() || '—'
