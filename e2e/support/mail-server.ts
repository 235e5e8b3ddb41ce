import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import type { ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'

export type Received = { from: string; to: string[]; raw: string; parsed: ParsedMail }

/** The operator's mail server on loopback: a real one, that keeps what it takes. */
export class MailServer {
  readonly received: Received[] = []
  /** Addresses that it will not take, each with what it says. */
  readonly refusals = new Map<string, number>()
  readonly #server: SMTPServer
  #arrived = Promise.withResolvers<void>()
  /** What every message waits for before it is taken. */
  #gate: Promise<void> = Promise.resolve()

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      logger: false,
      disabledCommands: ['STARTTLS'],
      ...options,
      onRcptTo: ({ address }, _session, done) => {
        const code = this.refusals.get(address)
        if (code === undefined) return done()
        done(Object.assign(new Error(`no <${address}> here`), { responseCode: code }))
      },
      onData: (stream, { envelope }, done) => {
        void (async () => {
          const bytes = await buffer(stream)
          await this.#gate
          this.received.push({
            from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
            to: envelope.rcptTo.map(({ address }) => address),
            raw: bytes.toString('utf8'),
            parsed: await simpleParser(bytes),
          })
          done()
          this.#arrived.resolve()
          this.#arrived = Promise.withResolvers()
        })()
      },
    })
    // A client that does not trust its certificate hangs up.
    this.#server.on('error', () => undefined)
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options)
    await once(server.#server.listen(0, '127.0.0.1'), 'listening')
    return server
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port
  }

  /** What a server is started with to send through this one. */
  get env(): Record<string, string> {
    return {
      ANHOP_SMTP_URL: `smtp://127.0.0.1:${this.port}`,
      ANHOP_MAIL_FROM: 'hop@meet.example.vn',
    }
  }

  /** Resolves when so many have arrived in all. */
  async until(count: number): Promise<Received[]> {
    while (this.received.length < count) await this.#arrived.promise
    return this.received
  }

  async to(address: string): Promise<Received> {
    for (;;) {
      const found = this.received.findLast(({ to }) => to.includes(address))
      if (found !== undefined) return found
      await this.#arrived.promise
    }
  }

  /** Takes nothing until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    return resolve
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
