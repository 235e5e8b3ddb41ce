import type { StopReason } from '../../../server/protocol/recording.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/**
 * What only those read who record, are recorded or play a recording: fetched with those parts, in
 * every language, and so in nobody's first page.
 *
 * `text` is what people consent to. Whoever changes what it promises counts up its version, here and
 * as `RECORDING_TEXT` in server/protocol/recording.ts: the log names the one that each person was
 * shown, and an older page's answer is refused.
 */
export const TEXT_VERSION = 1

const vi = {
  ask: {
    title: 'Xin ghi lại cuộc họp',
    what: 'Máy chủ hỏi từng người đang có mặt và người đến sau. Chưa ghi gì cho đến khi bạn bấm “Bắt đầu ghi”. Trình duyệt của bạn ghi, mã hóa rồi mới gửi đi; hãy giữ trang này mở.',
    noKey:
      'Bạn chưa có khóa mở bản ghi. Hãy tạo khóa ở trang “Bản ghi”, cất phần bí mật, rồi quay lại.',
    openPage: 'Mở trang “Bản ghi”',
    submit: 'Hỏi mọi người',
    unsupported: 'Trình duyệt này không ghi được. Hãy dùng Chrome, Edge hoặc Firefox bản mới.',
  },
  text: {
    title: 'Bạn có đồng ý để cuộc họp này được ghi lại?',
    asks: (host: string) => `${host} muốn ghi hình và tiếng của cuộc họp này.`,
    points: (days: number) => [
      'Ghi những gì chủ trì thấy và nghe: hình, tiếng, tên và màn hình chia sẻ của người đã đồng ý. Trao đổi bằng chữ không được ghi.',
      'Bản ghi được mã hóa trong trình duyệt của chủ trì. Xem được: chủ trì, kho lưu trữ của cơ quan, và người có tài khoản mà chủ trì nêu tên. Mỗi lần xem được ghi vào nhật ký.',
      `Bản ghi tự xóa sau nhiều nhất ${days} ngày. Người đã tải về có thể giữ bản sao.`,
      'Đồng ý rồi vẫn rút lại được bất cứ lúc nào: việc ghi dừng ngay; phần đã ghi được giữ đến hạn.',
      'Dù bạn trả lời thế nào, thiết bị của người dự khác vẫn có thể tự ghi; máy chủ không ngăn được điều đó.',
    ],
    agree: 'Tôi đồng ý',
    refuse: 'Không đồng ý, ở lại không hình không tiếng',
    leave: 'Rời họp',
    waiting: 'Cuộc họp đang được ghi. Bạn có hình và tiếng sau khi đồng ý.',
  },
  asking: {
    bar: (agreed: number, people: number) =>
      `Đang hỏi ý kiến về việc ghi lại: ${agreed}/${people} người đồng ý. Chưa ghi.`,
    open: (names: string) => `Chưa trả lời: ${names}.`,
    refused: (names: string) => `Không đồng ý: ${names}.`,
    aside: 'Khi ghi, những người này không có hình và tiếng.',
    begin: 'Bắt đầu ghi',
    beginAnyway: 'Bắt đầu ghi, không có những người này',
    cancel: 'Thôi, không ghi',
    starting: 'Đang chuẩn bị ghi…',
  },
  running: {
    withdraw: 'Rút lại đồng ý',
    withdrawTitle: 'Rút lại đồng ý và dừng ghi?',
    withdrawWhat: 'Việc ghi dừng ngay với mọi người. Phần đã ghi đến lúc này được giữ đến hạn xóa.',
    stop: 'Dừng ghi',
    announced: (host: string) => `Cuộc họp đang được ghi. ${host} đang ghi.`,
    aside: 'Bạn ở ngoài phần ghi: không có hình và tiếng.',
    join: 'Trả lời lại',
    behind: (pieces: number) => `Đường truyền chậm: còn ${pieces} đoạn chưa gửi.`,
  },
  stopped: {
    host: 'Đã dừng ghi. Cuộc họp không còn được ghi.',
    withdrawn: 'Một người đã rút lại đồng ý. Đã dừng ghi.',
    recorder_gone: 'Người ghi đã rời họp hoặc thôi chủ trì. Đã dừng ghi.',
    switched_off: 'Người vận hành đã tắt việc ghi trên máy chủ này. Đã dừng ghi.',
    full: 'Bản ghi đã đến giới hạn hoặc máy chủ hết chỗ. Đã dừng ghi.',
    failed: 'Không bắt đầu ghi được.',
    restart: 'Máy chủ đã khởi động lại. Đã dừng ghi.',
  } satisfies Record<StopReason, string>,
  notBegun: 'Chủ trì đã thôi xin ghi. Không có gì được ghi.',
  finishing: 'Đang gửi nốt bản ghi. Xin đừng đóng trang này.',
  orphaned:
    'Trang đang ghi đã đóng hoặc được tải lại, nên đã dừng ghi. Phần đã gửi vẫn xem được; muốn ghi tiếp, hãy xin ghi lại.',
  lost: 'Không gửi tiếp bản ghi được, nên đã dừng ghi. Phần đã gửi vẫn xem được.',
  library: {
    nav: 'Bản ghi',
    title: 'Bản ghi cuộc họp',
    intro:
      'Máy chủ chỉ giữ bản đã mã hóa và không mở được. Bản ghi được giải mã trong trình duyệt này bằng khóa bí mật của bạn.',
    off: 'Máy chủ này không ghi cuộc họp nào.',
    empty: 'Chưa có bản ghi nào.',
    keyTitle: 'Khóa mở bản ghi của bạn',
    keyNone: 'Bạn chưa có khóa. Cần khóa để ghi cuộc họp và để người khác chia sẻ bản ghi với bạn.',
    keyHave: (recipient: string) => `Khóa công khai của bạn: ${recipient}`,
    keyMake: 'Tạo khóa',
    keyMakeNew: 'Tạo khóa mới',
    keyNewWhat:
      'Khóa mới dùng cho bản ghi từ nay; bản ghi cũ vẫn cần khóa bí mật cũ. Hãy giữ cả hai.',
    keyMade:
      'Đây là khóa bí mật, chỉ hiện một lần và không được gửi cho máy chủ. Hãy cất vào nơi an toàn, như trình quản lý mật khẩu. Mất khóa thì chỉ kho lưu trữ của cơ quan mở được bản ghi.',
    keySecret: 'Khóa bí mật',
    keyCopy: 'Sao chép khóa',
    keySaved: 'Tôi đã cất khóa bí mật',
    unlock: 'Nhập khóa bí mật',
    unlockHint: 'Bắt đầu bằng AGE-SECRET-KEY-1. Khóa ở lại trong trang này, không gửi đi đâu.',
    unlockWrong: 'Khóa này không mở được bản ghi.',
    play: 'Xem',
    download: 'Tải về',
    working: (done: number, all: number) => `Đang giải mã: ${done}/${all} đoạn`,
    damaged: 'Bản ghi bị hỏng hoặc thiếu một đoạn.',
    running: 'Đang ghi',
    host: (name: string) => `Người ghi: ${name}`,
    expires: (date: string) => `Tự xóa: ${date}`,
    length: (minutes: number) => (minutes < 1 ? 'dưới 1 phút' : `${minutes} phút`),
    readers: (names: string) => `Được xem: ${names}`,
    share: 'Cho người khác xem',
    shareWith: 'Người được xem',
    shareNobody: 'Chưa có ai khác tạo khóa. Người được xem phải tạo khóa ở trang này trước.',
    shareWhat:
      'Khóa của bản ghi được mã hóa riêng cho người này. Không thu hồi được với người đã tải về.',
    shareSubmit: 'Cho xem',
    remove: 'Xóa',
    removeTitle: 'Xóa bản ghi này?',
    removeWhat: 'Bản ghi bị xóa khỏi máy chủ với mọi người và không khôi phục được.',
    player: (title: string) => `Bản ghi: ${title}`,
  },
}

type Shape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => infer R
      ? (...args: A) => R
      : Shape<T[K]>
}
export type RecordingTexts = Shape<typeof vi>

const en: RecordingTexts = {
  ask: {
    title: 'Ask to record the meeting',
    what: 'The server asks everyone who is here and whoever comes later. Nothing is recorded until you press “Begin recording”. Your browser records and encrypts before anything leaves it; keep this page open.',
    noKey:
      'You have no key for recordings yet. Make one on the page “Recordings”, put the secret part away, and come back.',
    openPage: 'Open the page “Recordings”',
    submit: 'Ask everyone',
    unsupported: 'This browser cannot record. Use a recent Chrome, Edge or Firefox.',
  },
  text: {
    title: 'Do you agree to this meeting being recorded?',
    asks: (host) => `${host} would like to record picture and sound of this meeting.`,
    points: (days) => [
      'Recorded is what the host sees and hears: picture, voice, name and shared screen of those who agreed. The chat is not recorded.',
      'The recording is encrypted in the host’s browser. It can be opened by the host, the office’s archive, and people with an account whom the host names. Every access is logged.',
      `It is deleted after ${days} days at most. Whoever has downloaded it may keep a copy.`,
      'You can withdraw at any time: recording stops at once; what was recorded until then is kept until its date.',
      'Whatever you answer, another participant’s own device can always record; the server cannot prevent that.',
    ],
    agree: 'I agree',
    refuse: 'I do not; stay without picture and sound',
    leave: 'Leave',
    waiting: 'This meeting is being recorded. You get picture and sound once you agree.',
  },
  asking: {
    bar: (agreed, people) =>
      `Asking whether to record: ${agreed} of ${people} agree. Nothing is recorded yet.`,
    open: (names) => `No answer yet: ${names}.`,
    refused: (names) => `Do not agree: ${names}.`,
    aside: 'While it records they are without picture and sound.',
    begin: 'Begin recording',
    beginAnyway: 'Begin recording without them',
    cancel: 'Do not record',
    starting: 'Preparing to record…',
  },
  running: {
    withdraw: 'Withdraw consent',
    withdrawTitle: 'Withdraw your consent and stop the recording?',
    withdrawWhat:
      'Recording stops at once for everyone. What was recorded until now is kept until its date.',
    stop: 'Stop recording',
    announced: (host) => `This meeting is being recorded, by ${host}.`,
    aside: 'You are outside the recording: no picture and no sound.',
    join: 'Answer again',
    behind: (pieces) => `Slow line: ${pieces} pieces wait to be sent.`,
  },
  stopped: {
    host: 'Recording has stopped. The meeting is no longer recorded.',
    withdrawn: 'Somebody has withdrawn their consent. Recording has stopped.',
    recorder_gone: 'Whoever recorded has left or is no longer the host. Recording has stopped.',
    switched_off: 'The operator has switched recording off on this server. Recording has stopped.',
    full: 'The recording has reached its limit, or the server has no room. Recording has stopped.',
    failed: 'Recording could not begin.',
    restart: 'The server was restarted. Recording has stopped.',
  },
  notBegun: 'The host no longer asks to record. Nothing was recorded.',
  finishing: 'Sending the rest of the recording. Please do not close this page.',
  orphaned:
    'The page that recorded was closed or reloaded, so recording has stopped. What was sent can be played; to go on, ask again.',
  lost: 'The recording could not be sent any more, so it has stopped. What was sent can be played.',
  library: {
    nav: 'Recordings',
    title: 'Recordings of meetings',
    intro:
      'The server keeps ciphertext alone and cannot open it. Recordings are decrypted in this browser with your secret key.',
    off: 'This server records no meeting.',
    empty: 'There is no recording yet.',
    keyTitle: 'Your key for recordings',
    keyNone:
      'You have no key yet. You need one to record a meeting, and for others to share a recording with you.',
    keyHave: (recipient) => `Your public key: ${recipient}`,
    keyMake: 'Make a key',
    keyMakeNew: 'Make a new key',
    keyNewWhat:
      'The new key is for recordings from now on; older ones still need the older secret key. Keep both.',
    keyMade:
      'This is the secret key, shown once and never sent to the server. Put it in a safe place, such as a password manager. If it is lost, only the office’s archive can open your recordings.',
    keySecret: 'Secret key',
    keyCopy: 'Copy the key',
    keySaved: 'I have put the secret key away',
    unlock: 'Enter the secret key',
    unlockHint: 'It begins with AGE-SECRET-KEY-1. It stays in this page and is sent nowhere.',
    unlockWrong: 'This key does not open the recording.',
    play: 'Play',
    download: 'Download',
    working: (done, all) => `Decrypting: ${done} of ${all} pieces`,
    damaged: 'The recording is damaged, or a piece is missing.',
    running: 'Recording now',
    host: (name) => `Recorded by ${name}`,
    expires: (date) => `Deleted on ${date}`,
    length: (minutes) =>
      minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`,
    readers: (names) => `May be opened by: ${names}`,
    share: 'Let somebody else open it',
    shareWith: 'Who may open it',
    shareNobody: 'Nobody else has a key yet. Whoever is to open it makes one on this page first.',
    shareWhat:
      'The recording’s key is encrypted for this person alone. It cannot be taken back from somebody who has downloaded it.',
    shareSubmit: 'Let them open it',
    remove: 'Delete',
    removeTitle: 'Delete this recording?',
    removeWhat: 'It is deleted from the server for everyone and cannot be brought back.',
    player: (title) => `Recording: ${title}`,
  },
}

export const RECORDING_TEXTS: Record<Language, RecordingTexts> = { vi, en }
export const useRecordingText = (): RecordingTexts => RECORDING_TEXTS[useLanguage()]
