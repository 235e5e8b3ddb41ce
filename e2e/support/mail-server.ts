import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import type { ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server'

export type Received = { from: string; to: string[]; raw: string }

/** The operator's mail server on loopback: a real SMTP server that keeps what it receives. */
export class MailServer {
  readonly received: Received[] = []
  /** Recipient addresses it rejects, each with its reply code. */
  readonly refusals = new Map<string, number>()
  readonly #server: SMTPServer
  #arrived = Promise.withResolvers<void>()
  /** Every message waits for this before it is accepted. */
  #gate: Promise<void> = Promise.resolve()

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      logger: false,
      // Senders keep connections open; do not wait for them to end.
      closeTimeout: 100,
      disabledCommands: ['STARTTLS'],
      ...options,
      onRcptTo: ({ address }, _session, done) => {
        const code = this.refusals.get(address)
        if (code === undefined) return done()
        done(Object.assign(new Error(`no <${address}> here`), { responseCode: code }))
      },
      onData: (stream, { envelope }, done) => {
        this.#take(stream, envelope).then(
          () => done(),
          // The sender is gone.
          (error: Error) => done(error),
        )
      },
    })
    // A client that does not trust its certificate hangs up.
    this.#server.on('error', () => undefined)
  }

  async #take(stream: Readable, { mailFrom, rcptTo }: SMTPServerSession['envelope']) {
    const bytes = await buffer(stream)
    await this.#gate
    this.received.push({
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw: bytes.toString('utf8'),
    })
    this.#arrived.resolve()
    this.#arrived = Promise.withResolvers()
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options)
    await once(server.#server.listen(0, '127.0.0.1'), 'listening')
    return server
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port
  }

  /** Environment that makes a server send through this one. */
  get env(): Record<string, string> {
    return {
      ANHOP_SMTP_URL: `smtp://127.0.0.1:${this.port}`,
      ANHOP_MAIL_FROM: 'hop@meet.example.vn',
    }
  }

  /** Resolves when this many messages have arrived in total. */
  async until(count: number): Promise<Received[]> {
    while (this.received.length < count) await this.#arrived.promise
    return this.received
  }

  async to(address: string): Promise<Received & { parsed: ParsedMail }> {
    for (;;) {
      const found = this.received.findLast(({ to }) => to.includes(address))
      if (found !== undefined) return { ...found, parsed: await simpleParser(found.raw) }
      await this.#arrived.promise
    }
  }

  /** All received messages, both raw and decoded, for full-text search. */
  texts(): Promise<string[]> {
    return Promise.all(
      this.received.map(async ({ raw }) => {
        const { subject, text, attachments } = await simpleParser(raw)
        const files = attachments.map(({ content }) => content.toString())
        return [raw, subject, text, ...files].join('\n')
      }),
    )
  }

  /** Accepts nothing until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    return resolve
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
