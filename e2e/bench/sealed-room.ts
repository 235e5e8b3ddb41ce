import type { EpochKeys } from '#client/src/keys/types.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { drawMeetingKeys } from '../support/meeting-keys.ts'
import type { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { Wire } from '../support/wire.ts'
import { Keyed } from './keyed.ts'
import type { Holding } from './keyed.ts'
import { FrameKeys } from './sealed-film.ts'

/** Somebody without a browser: the client's own keys, and real transports. */
export type Endpoint = { id: ParticipantId; keyed: Keyed; wire: Wire; frames: FrameKeys }

/**
 * A meeting that browsers and people without one share: the chair, who is without one, lets in
 * whoever has the link.
 */
export class SealedRoom {
  readonly link: string
  readonly password: string
  readonly chair: Endpoint
  readonly #server: TestServer
  readonly #holding: Holding
  readonly #pump: Pump
  readonly #admitted = new Set<ParticipantId>()
  readonly #timer: NodeJS.Timeout
  #busy = false
  #came = 0

  private constructor(
    server: TestServer,
    pump: Pump,
    holding: Holding,
    password: string,
    chair: Endpoint,
  ) {
    this.#server = server
    this.#pump = pump
    this.#holding = holding
    this.password = password
    this.chair = chair
    this.link = `${server.url}/m/${holding.meeting}#${holding.fragment}`
    this.#timer = setInterval(() => void this.#letIn(), 300)
  }

  static async open(server: TestServer, host: Visitor): Promise<SealedRoom> {
    const keys = await drawMeetingKeys()
    const { meeting, password } = await host.createMeeting('Giao ban', 'discussion', keys.founder)
    await host.enter(meeting.id, {})
    const pump = new Pump()
    const holding = { meeting: meeting.id, server: server.url }
    const chair = await endpoint(host, { ...holding, fragment: keys.forHost }, pump)
    return new SealedRoom(server, pump, { ...holding, fragment: keys.forGuests }, password, chair)
  }

  /** Passes password and lobby, each from an address of their own. */
  async guest(name: string): Promise<Endpoint> {
    this.#came += 1
    const visitor = new Visitor(this.#server, `10.7.${this.#came >> 8}.${this.#came & 255}`)
    const { status } = await visitor.enter(this.#holding.meeting, { name, password: this.password })
    if (status !== 200) throw new Error(`${name}: ${status}`)
    return endpoint(visitor, this.#holding, this.#pump)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#pump.close()
    this.chair.wire.close()
    this.chair.keyed.close()
  }

  async #letIn(): Promise<void> {
    const { keyed } = this.chair
    const lobby = keyed.socket.heard.findLast((event) => event.name === 'lobby')
    const knocks = lobby?.name === 'lobby' ? (lobby.data.knocks ?? []) : []
    const ids = knocks.map(({ id }) => id).filter((id) => !this.#admitted.has(id))
    if (this.#busy || ids.length === 0) return
    this.#busy = true
    try {
      const { admitted } = await keyed.visit.admit(ids, {})
      for (const id of admitted) this.#admitted.add(id)
    } catch {
      // Not answered in time; whoever still waits is let in the next time.
    }
    keyed.socket.heard.splice(0, keyed.socket.heard.length - 50)
    this.#busy = false
  }
}

async function endpoint(visitor: Visitor, holding: Holding, pump: Pump): Promise<Endpoint> {
  const frames = new FrameKeys()
  const keyed = await Keyed.open(visitor, holding, {
    keys: (epoch: EpochKeys) => frames.learn(epoch),
    reached: (number) => frames.reached(number),
  })
  // Others may keep the machine busy.
  keyed.socket.patience = 120_000
  const { self } = await keyed.socket.entered()
  await keyed.known
  return { id: self, keyed, frames, wire: await Wire.open(keyed.socket, pump) }
}
