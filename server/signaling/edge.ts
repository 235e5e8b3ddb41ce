import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { z } from 'zod'
import type { AdmitAnswer } from '../policy/admit.ts'
import { authorize } from '../policy/authorize.ts'
import type { Action, Target } from '../policy/authorize.ts'
import { CONTRACT } from '#protocol/contract.ts'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode, WireError } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Reply, RequestName, ResultOf } from '#protocol/messages.ts'
import type { CloseReason, IceServer } from '#protocol/model.ts'
import { inputRefusal } from '#protocol/refused-input.ts'
import type { MeetingStore } from '../meeting/records.ts'
import type { Room } from '../meeting/room.ts'
import type { Phase } from './request.ts'
import { REGISTERED } from './requests.ts'
import type { LiveRoom, Log } from './live-room.ts'
import type { Meetings } from './meetings.ts'
import { paced } from './paced.ts'
import { cutSlowReaders } from './unsent.ts'
import type { Connection } from './unsent.ts'

export type EdgeDeps = {
  meetings: Meetings
  store: MeetingStore
  log: Log
  now(): number
  /**
   * Milliseconds of a monotonic clock, for rate limits. Not affected by changes of the wall clock.
   */
  monotonic(): number
  /** TURN servers with new credentials for this person. */
  iceServers(id: ParticipantId, now: number): IceServer[]
  allowedOrigin(origin: string | undefined): boolean
  /**
   * Whether this server offers the request now. If not, it is refused like an unknown one [REC].
   */
  offers(name: RequestName): boolean
  /**
   * Address of the server that owns the room, such as 10.0.0.2:8080, if it is another one of the
   * cluster. Omitted for a single server.
   */
  elsewhere?(meeting: MeetingId): Promise<string | null>
  /** Counts a refusal. */
  refused(code: ErrorCode): void
  /** The hash of this meeting's ticket in the request's cookies; null without one. */
  ticketHash(request: IncomingMessage, meeting: MeetingId): string | null
}

type Binding = { live: LiveRoom; me: ParticipantId }

/** socket.io sends the reason of a refused handshake in `data`. */
class HandshakeError extends Error {
  readonly data: WireError
  constructor(error: WireError) {
    super(error.code)
    this.data = error
  }
}

const Handshake = z.strictObject({ meeting: MeetingId, contract: z.literal(CONTRACT) })
/** Of any build, whatever else it sends. */
const OfThisBuild = z.looseObject({ contract: z.literal(CONTRACT) })
/** Seconds after which a page too old to know the refusal tries again. */
const OUTDATED_RETRY = 10

/**
 * The socket edge. Every frame passes the same steps: size and rate, parse, phase, authorize, run,
 * reply. Nothing behind it sees an unchecked value.
 */
export function attachSignaling(http: HttpServer, deps: EdgeDeps): Server {
  const io = new Server(http, {
    path: '/signal',
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: LIMITS.frameBytes,
    // Pages notice a cut line by the missing ping (client/src/signaling/silence.ts). A ping and its
    // answer are 0.25 kB on the wire, 2 kbit/s per person where a voice has 40. For 500 people the
    // server needs 4.5 % of a core, measured, instead of 1.5 with a ping every ten seconds.
    pingInterval: 1_000,
    // Reconnecting costs a new media session, so breaks up to 18 s in total are waited out.
    pingTimeout: 17_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, answer) => {
      if (!deps.allowedOrigin(request.headers.origin)) return answer(null, false)
      void whereElse(request, deps).then((address) => {
        if (address === null) answer(null, true)
        else misdirected(request, address)
      })
    },
  })

  io.engine.on('connection', (connection: Connection) => {
    cutSlowReaders(connection, (bytes) =>
      deps.log.warn({ bytes }, 'client reads nothing, connection closed'),
    )
  })

  io.use((socket, next) => {
    seatOf(socket, deps).then(
      (seat) => {
        socket.data = seat
        next()
      },
      (error: unknown) => {
        const told = wireError(error, deps.log)
        deps.refused(told.code)
        next(new HandshakeError(told))
      },
    )
  })

  io.on('connection', (socket) => {
    const seat = socket.data as Binding
    serve(socket, seat, deps)
    open(socket, seat, deps)
  })
  return io
}

/**
 * The server that this connection should go to, by the meeting named in its URL. This is only a
 * hint for the proxy; the handshake decides who may enter, and where.
 */
async function whereElse(request: IncomingMessage, deps: EdgeDeps): Promise<string | null> {
  if (deps.elsewhere === undefined) return null
  const named = new URL(request.url ?? '/', 'http://here').searchParams.get('meeting')
  const meeting = MeetingId.safeParse(named)
  return meeting.success ? deps.elsewhere(meeting.data).catch(() => null) : null
}

/**
 * Tells the proxy, which then retries at that node (deploy/edge/Caddyfile). RFC 9110, section
 * 15.5.20.
 */
function misdirected(request: IncomingMessage, address: string): void {
  request.socket.end(
    `HTTP/1.1 421 Misdirected Request\r\nX-Anhop-Node: ${address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  )
}

/** Identifies the person by ticket only, never by the content of the message (ADM5). */
async function seatOf(socket: Socket, deps: EdgeDeps): Promise<Binding> {
  // Before anything else: what follows may mean something else to a page of another build.
  if (!OfThisBuild.safeParse(socket.handshake.auth).success) {
    throw new Refusal('outdated_page', OUTDATED_RETRY)
  }
  // A new connection would be cut in a moment. The client tries again by itself.
  if (deps.meetings.draining) throw new Refusal('busy')
  const handshake = Handshake.safeParse(socket.handshake.auth)
  if (!handshake.success) throw new Refusal('invalid_input')
  const { meeting } = handshake.data
  const hash = deps.ticketHash(socket.request, meeting)
  const seat = hash === null ? null : await deps.store.seatByTicket(meeting, hash)
  if (seat === null || seat.state === 'over') throw new Refusal('ticket_invalid')
  const live = await deps.meetings.room(meeting)
  if (live === null) throw new Refusal('ticket_invalid')
  const elapsed = deps.monotonic()
  if (!live.paceOf(seat.id, elapsed).take('connection', elapsed)) {
    throw new Refusal('rate_limited', 5)
  }
  return { live, me: seat.id }
}

function open(socket: Socket, { live, me }: Binding, deps: EdgeDeps): void {
  // The client may have disconnected during the handshake.
  if (!socket.connected) return
  live.sockets.attach(me, socket)
  const { admission, effects } = live.room.admission.connect(me, deps.now())
  void live.run(effects).catch(() => {})
  turnAway(socket, admission)
}

function turnAway(socket: Socket, admission: AdmitAnswer): void {
  if (admission.answer === 'password') socket.emit('password', {})
  else if (admission.answer === 'refuse') {
    socket.emit('closed', { reason: closeReason(admission.code), message: null })
  } else return
  socket.disconnect(true)
}

function closeReason(code: ErrorCode): CloseReason {
  if (code === 'blocked' || code === 'removed' || code === 'meeting_full') return code
  if (code === 'link_invalid') return 'invite_revoked'
  return 'ended'
}

function serve(socket: Socket, seat: Binding, deps: EdgeDeps): void {
  const pace = seat.live.paceOf(seat.me, deps.monotonic())

  const strike = () => {
    if (pace.take('refused', deps.monotonic())) return
    deps.log.warn(
      { meeting: seat.live.room.id, participant: seat.me },
      'too many requests, connection closed',
    )
    socket.disconnect(true)
  }

  socket.on('disconnect', () => {
    const { live, me } = seat
    if (live.sockets.detach(me, socket)) {
      void live.run(live.room.admission.disconnect(me, deps.now())).catch(() => {})
    }
  })

  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = args.at(-1)
    const answer = (reply: Reply<unknown>) => {
      if (typeof ack === 'function') ack(reply)
    }
    const refuse = (error: WireError) => {
      deps.refused(error.code)
      answer({ ok: false, error })
    }
    if (!pace.take('request', deps.monotonic())) {
      strike()
      return refuse({ code: 'rate_limited', retryAfter: 1 })
    }
    if (!isRequest(name) || !deps.offers(name) || args.length !== 2 || typeof ack !== 'function') {
      strike()
      return refuse({ code: 'invalid_input' })
    }
    handle(name, args[0], socket, seat, deps).then(
      (result) => answer({ ok: true, result }),
      (error: unknown) => {
        const told = wireError(error, deps.log)
        if (told.code === 'rate_limited') strike()
        refuse(told)
      },
    )
  })
}

const isRequest = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(REGISTERED, name)

/**
 * Parse, phase, authorize, run. The first three happen in the same turn of the event loop as the
 * start of the fourth.
 */
async function handle<K extends RequestName>(
  name: K,
  raw: unknown,
  socket: Socket,
  { live, me }: Binding,
  deps: EdgeDeps,
): Promise<ResultOf<K>> {
  const request = REGISTERED[name]
  const parsed = request.input.safeParse(raw)
  if (!parsed.success) throw inputRefusal(parsed.error, raw)
  // The schema and the handler belong to the same registration, so the types match.
  const input = parsed.data as never

  const { room } = live
  const check = () => {
    if (!live.sockets.isCurrent(me, socket)) throw new Refusal('wrong_phase')
    mayAsk(room, me, request, input)
  }
  check()

  return request.run(
    {
      room,
      me,
      now: deps.now(),
      peer: () => live.peer(me),
      iceServers: () => deps.iceServers(me, deps.now()),
      run: async (change) => {
        await paced(
          { live, me },
          { rate: request.rate, elapsed: deps.monotonic(), change, still: check },
        )
        return {}
      },
      rekeyed: (ids) => live.rekeyed(ids),
    },
    input,
  )
}

/**
 * Checks phase and rights.
 * @throws Refusal
 */
function mayAsk(
  room: Room,
  me: ParticipantId,
  { phase, action }: { phase: Phase; action: Action | 'self' },
  input: object,
): void {
  const is = room.phaseOf(me)
  if (is === 'closed' || (phase !== 'any' && phase !== is)) throw new Refusal('wrong_phase')
  if (action === 'self') return
  const actor = room.actor(me)
  if (actor === undefined) throw new Refusal('wrong_phase')
  for (const target of targetsOf(room, input)) {
    const refusal = authorize(action, actor, target, room.mode)
    if (refusal !== null) throw new Refusal(refusal)
  }
}

/**
 * The people that an input names: one, who may be gone, or several, without those who are gone. If
 * it names nobody, only the right itself is checked.
 */
function targetsOf(room: Room, input: object): (Target | undefined)[] {
  if ('id' in input) return [room.target(input.id as ParticipantId)]
  if (!('ids' in input)) return [undefined]
  const there = (input.ids as ParticipantId[]).flatMap((id) => room.target(id) ?? [])
  return there.length === 0 ? [undefined] : there
}

/** The only error mapping: what the person is told and what is logged. */
function wireError(error: unknown, log: Log): WireError {
  const refusal = error instanceof Refusal ? error.toWire() : null
  if (refusal === null || refusal.code === 'store_unavailable') {
    log.error({ err: error }, 'request failed')
  }
  return refusal ?? { code: 'internal' }
}
