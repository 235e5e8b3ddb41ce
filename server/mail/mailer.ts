import { createTransport } from 'nodemailer'
import type { SMTPPoolOptions, SendMailOptions } from 'nodemailer'
import type { Message } from './message.ts'
import type { MailSettings } from './settings.ts'

type Attachment = NonNullable<SendMailOptions['attachments']>[number]

export type MailOutcome = 'sent' | 'refused' | 'failed'

/** Sends in the background: no request and no meeting ever waits for a mail server. */
export interface Mailer {
  readonly from: string
  hasRoom(count: number): boolean
  /** `done` is called exactly once, whatever the outcome. */
  enqueue(message: Message, done: (outcome: MailOutcome) => Promise<void>): void
  /** Gives up unsent mail, and resolves when every `done` has run. Idempotent. */
  close(): Promise<void>
}

type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/** Messages queued or being sent. */
const QUEUE_MAX = 1000
/** Milliseconds from queueing to giving up. */
const DEADLINE = 5 * 60_000

/** Timeouts per step, so that an unresponsive server ties up one connection and nothing more. */
const TIMES = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
} as const

/** Certificates are always verified; a private CA is added with NODE_EXTRA_CA_CERTS. */
export const transportOptions = (settings: MailSettings): SMTPPoolOptions & { pool: true } => ({
  ...TIMES,
  pool: true,
  maxConnections: 3,
  maxRequeues: 1,
  host: settings.host,
  port: settings.port,
  secure: settings.tls === 'implicit',
  requireTLS: settings.tls === 'starttls',
  // On this machine, a mail server's self-signed default certificate would only get in the way.
  ignoreTLS: settings.tls === 'none',
  tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
  ...(settings.auth === null ? {} : { auth: settings.auth }),
})

const openTransport = (settings: MailSettings) => createTransport(transportOptions(settings))

const toMail = (message: Message): SendMailOptions => ({
  messageId: message.id,
  from: { name: message.fromName, address: message.from },
  to: { name: '', address: message.to },
  // The envelope has its own recipient, not one parsed from a header.
  envelope: { from: message.from, to: [message.to] },
  subject: message.subject,
  text: message.text,
  html: message.html,
  headers: { 'Auto-Submitted': 'auto-generated' },
  attachments: attached(message),
  disableFileAccess: true,
  disableUrlAccess: true,
})

function attached({ emblem, calendar }: Message): Attachment[] {
  const files: Attachment[] = []
  if (emblem !== null)
    files.push({
      filename: `bieu-trung.${emblem.kind}`,
      content: emblem.bytes,
      contentType: `image/${emblem.kind}`,
      contentDisposition: 'inline',
      cid: emblem.cid,
    })
  if (calendar !== null)
    files.push({
      filename: 'cuoc-hop.ics',
      content: calendar.text,
      contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
    })
  return files
}

export class SmtpMailer implements Mailer {
  readonly from: string
  readonly #log: Log
  readonly #transport: ReturnType<typeof openTransport>
  readonly #closing = new AbortController()
  readonly #pending = new Set<Promise<void>>()
  /** The last logged error, so that a dead server causes one log line and not one per mail. */
  #fault = ''

  constructor(settings: MailSettings, log: Log) {
    this.from = settings.from
    this.#log = log
    this.#transport = openTransport(settings)
  }

  hasRoom(count: number): boolean {
    return this.#pending.size + count <= QUEUE_MAX
  }

  enqueue(message: Message, done: (outcome: MailOutcome) => Promise<void>): void {
    const task = this.#send(message)
      .then(done)
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'recording the outcome of a mail failed'),
      )
      .finally(() => this.#pending.delete(task))
    this.#pending.add(task)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#transport.close({ force: true })
    await Promise.all(this.#pending)
  }

  async #send(message: Message): Promise<MailOutcome> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(DEADLINE)])
    try {
      await this.#transport.sendMail({ ...toMail(message), signal })
      this.#fault = ''
      return 'sent'
    } catch (error) {
      const { outcome, code, status } = judge(error)
      if (outcome === 'failed' && this.#fault !== `${code} ${status}`) {
        this.#fault = `${code} ${status}`
        // Never the server's response text, because it may repeat addresses.
        this.#log.warn({ code, status }, 'sending mail failed')
      }
      return outcome
    }
  }
}

/** `refused`: the server permanently rejected this recipient or message (RFC 5321, 4.2.1). */
function judge(error: unknown): { outcome: MailOutcome; code: string; status: number | null } {
  const fields = error instanceof Error ? (error as Error & Record<string, unknown>) : {}
  const { code, command, responseCode, permanent } = fields as Record<string, unknown>
  // An error about our own login or sender says nothing about the recipient.
  const refused = permanent === true && (command === 'RCPT TO' || code === 'EMESSAGE')
  return {
    outcome: refused ? 'refused' : 'failed',
    code: typeof code === 'string' ? code : 'unknown',
    status: typeof responseCode === 'number' ? responseCode : null,
  }
}
