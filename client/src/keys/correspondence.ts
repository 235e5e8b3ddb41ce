import { cleanText, isSeen } from '#protocol/clean.ts'
import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId, QuestionId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { ChatView } from '#protocol/model.ts'
import type { QuestionsView } from '#protocol/questions.ts'
import { REACTIONS } from '#protocol/reactions.ts'
import type { Reaction } from '#protocol/reactions.ts'
import { fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import { MlsFailure } from '../mls/wrap/change.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { type Letter, type Opened, openLetter, sealLetter } from './letter.ts'
import { seatOf } from './standing.ts'
import type { Questions, Said, Writing } from './types.ts'
import type { Visit } from './visit.ts'

/**
 * What became of a sealed text. `led`: a leader of the group wrote it. `served`: the keys of the
 * members who can read it. Null: nobody here can.
 */
type Read = { letter: Letter; from: string; led: boolean; served: ReadonlySet<string> } | null

/** Of a message that was written before one came. */
const BEFORE = 'before'
/** Undefined: not yet. */
type Outcome = Read | typeof BEFORE | undefined

/** Texts of one's own that may still come back from the server. */
const OWN_KEPT = 64

/**
 * What members write to each other: messages, reactions and questions. The server says who wrote to
 * whom and keeps the order; what does not agree with what was sealed is not shown as it says.
 */
export class Correspondence {
  readonly #visit: Visit
  readonly #said: (said: Said) => void
  /** By the sealed text. */
  readonly #read = new Map<string, Read | typeof BEFORE>()
  readonly #opening = new Set<string>()
  readonly #own = new Map<string, Exclude<Read, null>>()
  #chat: ChatView[] = []
  readonly #shown = new Set<string>()
  #questions: QuestionsView = { list: [], shown: null }
  #askedBefore = ''
  #moves = 0
  /** What is under way. */
  readonly #work = new Set<Promise<void>>()
  #sealing = false

  constructor(visit: Visit, said: (said: Said) => void) {
    this.#visit = visit
    this.#said = said
  }

  hear({ name, data }: ServerEvent): void {
    if (name === 'snapshot') this.#begin(data.chat, data.questions)
    if (name === 'chat') this.#add(data)
    if (name === 'reaction') this.#do(this.#react(data))
    if (name === 'questions') {
      this.#questions = data
      this.moved()
      this.#say()
    }
  }

  /** A new epoch has begun, or something new came: what could not be opened may open now. */
  moved(): void {
    this.#moves += 1
    for (const sealed of this.#sealed)
      if (!this.#read.has(sealed) && !this.#opening.has(sealed)) this.#do(this.#open(sealed))
    this.#do(this.#sealAnew())
  }

  /** Resolves when all that came has been read, as far as it can be. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work)
  }

  /** Null if it was sent. */
  async write(writing: Writing): Promise<WireError | null> {
    const { who } = this.#visit
    switch (writing.kind) {
      case 'chat':
        return this.#send(chatOf(writing), LIMITS.chatText, (sealed) =>
          this.#visit.ask('chat.send', { sealed, to: writing.to }),
        )
      case 'reaction': {
        const { reaction: text } = writing
        return this.#send({ kind: 'reaction', about: '', text }, LIMITS.chatText, (sealed) =>
          this.#visit.ask('reaction.send', { sealed }),
        )
      }
      case 'question': {
        const { text } = writing
        return this.#send(
          { kind: 'question', about: who.id, text },
          LIMITS.questionText,
          (sealed) => this.#visit.ask('question.ask', { sealed }),
        )
      }
      case 'show':
        return this.#show(writing.question)
    }
  }

  async #send(
    { text, ...rest }: Letter,
    most: number,
    ask: (sealed: string) => ReturnType<Visit['ask']>,
  ): Promise<WireError | null> {
    const clean = cleanText(text)
    if (!isSeen(clean)) return { code: 'invalid_input', field: 'text', fault: 'empty' }
    if ([...clean].length > most)
      return { code: 'invalid_input', field: 'text', fault: 'too_long', most }
    const sealed = await this.#seal({ ...rest, text: clean })
    if (sealed === null) return { code: 'keys_pending' }
    const reply = await ask(sealed)
    return reply.ok ? null : reply.error
  }

  async #show(id: QuestionId | null): Promise<WireError | null> {
    const question = this.#questions.list.find((one) => one.id === id)
    const text = question && this.#textOf(question.sealed, 'question', question.from)
    if (id !== null && !text) return { code: 'keys_pending' }
    const sealed = text && (await this.#seal({ kind: 'shown', about: question.from, text }))
    if (sealed === null) return { code: 'keys_pending' }
    const shown = id !== null && sealed ? { question: id, sealed } : null
    const reply = await this.#visit.ask('question.show', { shown })
    return reply.ok ? null : reply.error
  }

  /** Null while there are no keys. What is sealed cannot be opened here: it is kept. */
  async #seal(letter: Letter): Promise<string | null> {
    const { standing, who } = this.#visit
    const { group } = standing
    if (!group) return null
    const readers = readersOf(letter, group)
    const { epoch } = group
    const sealed = await sealLetter(group, letter, readers).catch(() => null)
    if (sealed === null) return null
    this.#own.set(sealed, this.#readAs(group, { letter, from: who.id, epoch, readers }))
    const [oldest] = this.#own.keys()
    if (this.#own.size > OWN_KEPT && oldest !== undefined) this.#own.delete(oldest)
    return sealed
  }

  #readAs(group: Group, { letter, from, epoch, readers }: Opened): Exclude<Read, null> {
    const { standing } = this.#visit
    const members = isAsked(letter) ? group.seats : []
    const keys = members.flatMap(({ seat, leafKey }) =>
      !readers || readers.includes(seat) ? [toBase64Url(leafKey)] : [],
    )
    const served = new Set(keys.filter((key) => standing.sinceOf(key) <= epoch))
    return { letter, from, led: group.leaders.includes(from), served }
  }

  #do(work: Promise<void>): void {
    this.#work.add(work)
    void work.finally(() => this.#work.delete(work))
  }

  #begin(chat: readonly ChatView[], questions: QuestionsView): void {
    this.#shown.clear()
    this.#questions = questions
    const known = new Set(this.#chat.map(({ sealed }) => sealed))
    this.#chat.push(...chat.filter(({ sealed }) => !known.has(sealed)))
    this.#trim()
    this.moved()
    this.#say()
  }

  /** A message that was opened is not opened again under another name: it was written once. */
  #add(message: ChatView): void {
    if (this.#chat.some(({ sealed }) => sealed === message.sealed)) return
    this.#chat.push(message)
    this.#trim()
    this.#do(this.#open(message.sealed))
  }

  /** What the server has sent, and still counts. */
  get #sealed(): string[] {
    const { list, shown } = this.#questions
    return [...this.#chat, ...list, ...(shown ? [shown] : [])].map(({ sealed }) => sealed)
  }

  #trim(): void {
    this.#chat.splice(0, this.#chat.length - LIMITS.chatHistory)
    const kept = new Set(this.#sealed)
    for (const sealed of this.#read.keys()) if (!kept.has(sealed)) this.#read.delete(sealed)
  }

  async #react({ from, sealed }: { from: ParticipantId; sealed: string }): Promise<void> {
    const read = await this.#readOnce(sealed)
    if (!read || read === BEFORE || read.letter.kind !== 'reaction' || read.from !== from) return
    const reaction = reactionIn(read.letter.text)
    if (reaction) this.#said({ type: 'reaction', from, reaction })
  }

  async #open(sealed: string): Promise<void> {
    this.#opening.add(sealed)
    let read: Outcome
    for (let moves = -1; read === undefined && moves !== this.#moves;) {
      moves = this.#moves
      read = await this.#readOnce(sealed)
    }
    this.#opening.delete(sealed)
    if (read === undefined) return
    this.#read.set(sealed, read)
    this.#say()
    if (read && read !== BEFORE && isAsked(read.letter)) this.#do(this.#sealAnew())
  }

  async #readOnce(sealed: string): Promise<Outcome> {
    const own = this.#own.get(sealed)
    this.#own.delete(sealed)
    if (own) return own
    const { standing, who } = this.#visit
    const { group } = standing
    if (!group) return undefined
    try {
      const opened = await openLetter(group, sealed, who.id)
      return opened && this.#readAs(group, opened)
    } catch (error) {
      if (!(error instanceof MlsFailure) || error.code !== 'other_epoch') return null
      const bytes = fromBase64Url(sealed)
      return bytes && group.ahead(bytes) !== null ? undefined : BEFORE
    }
  }

  /** Whatever can be shown and is not yet. */
  #say(): void {
    for (const message of this.#chat) {
      const read = this.#read.get(message.sealed)
      if (read === undefined || read === BEFORE || this.#shown.has(message.id)) continue
      this.#shown.add(message.id)
      const { sealed: _, ...view } = message
      this.#said({ type: 'chat', message: { ...view, text: messageIn(read, message) } })
    }
    const questions = this.#asked
    const form = JSON.stringify(questions)
    if (form !== this.#askedBefore) this.#said({ type: 'questions', questions })
    this.#askedBefore = form
  }

  /**
   * Questions are also for leaders who come later, and for authors who are back with new keys: the
   * first leader here who can read them seals them anew.
   */
  async #sealAnew(): Promise<void> {
    const { group } = this.#visit.standing
    if (this.#sealing || !group?.leading) return
    this.#sealing = true
    try {
      const keys = new Map(group.seats.map(({ seat, leafKey }) => [seat, toBase64Url(leafKey)]))
      await this.#sealList(group, keys)
      const { shown } = this.#questions
      if (shown && this.#owes(group, keys, shown.sealed)) await this.#show(shown.id)
    } finally {
      this.#sealing = false
    }
  }

  async #sealList(group: Group, keys: ReadonlyMap<string, string>): Promise<void> {
    const owed: { question: QuestionId; sealed: string }[] = []
    for (const { id, from, sealed } of this.#questions.list) {
      if (!this.#owes(group, keys, sealed)) continue
      const text = this.#textOf(sealed, 'question', from)
      const anew = text && (await this.#seal({ kind: 'question', about: from, text }))
      if (anew) owed.push({ question: id, sealed: anew })
    }
    for (let n = 0; n < owed.length; n += LIMITS.questionsAtOnce)
      await this.#visit.ask('question.seal', { list: owed.slice(n, n + LIMITS.questionsAtOnce) })
  }

  /** Whether somebody who may read this cannot, and it falls to this page. */
  #owes(group: Group, keys: ReadonlyMap<string, string>, sealed: string): boolean {
    const read = this.#read.get(sealed)
    if (!read || read === BEFORE) return false
    const can = (seat: string) => read.served.has(keys.get(seat) ?? '')
    const wanted = readersOf(read.letter, group) ?? [...keys.keys()]
    if (!wanted.some((seat) => keys.has(seat) && !can(seat))) return false
    const { people, who } = this.#visit
    return group.leaders.find((seat) => people.get(seatOf(seat))?.present && can(seat)) === who.id
  }

  get #asked(): Questions {
    const { list, shown } = this.#questions
    return {
      list: list.map(({ sealed, ...one }) => ({
        ...one,
        text: this.#textOf(sealed, 'question', one.from),
      })),
      shown: shown && shownAs(shown, this.#textOf(shown.sealed, 'shown', shown.from)),
    }
  }

  #textOf(sealed: string, kind: Letter['kind'], author: string): string | null {
    const read = this.#read.get(sealed)
    if (!read || read === BEFORE || read.letter.kind !== kind) return null
    if (read.letter.about !== author || (!read.led && read.from !== author)) return null
    return kind === 'shown' && !read.led ? null : textIn(read.letter, LIMITS.questionText)
  }
}

const isAsked = ({ kind }: Letter): boolean => kind === 'question' || kind === 'shown'

const shownAs = (
  { id, from, name, kind }: NonNullable<QuestionsView['shown']>,
  text: string | null,
): Questions['shown'] => ({ id, from, name, kind, text })

const chatOf = ({ to, text }: Extract<Writing, { kind: 'chat' }>): Letter => ({
  kind: 'chat',
  about: addressee(to),
  text,
})
const addressee = (to: ChatView['to'] | { id: string }): string =>
  typeof to === 'string' ? to : to.id

/** Seats; null: everybody. */
function readersOf({ kind, about }: Letter, group: Group): string[] | null {
  if (kind === 'question') return [...group.leaders, about]
  if (kind !== 'chat' || about === 'all' || about === 'announcement') return null
  return about === 'hosts' ? group.leaders : [...group.leaders, about]
}

/** Null if it is not what the server says that it is. */
function messageIn(read: Read, { from, to }: ChatView): string | null {
  if (!read || read.letter.kind !== 'chat') return null
  const { about } = read.letter
  if (read.from !== from || about !== addressee(to)) return null
  const byLeader = about !== 'all' && about !== 'hosts'
  return byLeader && !read.led ? null : textIn(read.letter, LIMITS.chatText)
}

/** Pages that were altered send what ours would not. */
function textIn({ text }: Letter, most: number): string | null {
  const clean = cleanText(text)
  return isSeen(clean) && [...clean].length <= most ? clean : null
}

const reactionIn = (text: string): Reaction | undefined => REACTIONS.find((one) => one === text)
