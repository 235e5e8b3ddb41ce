import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { LIMITS } from '#protocol/limits.ts'
import type { ChatTo, ChatView } from '#protocol/model.ts'
import type { QuestionsView } from '#protocol/questions.ts'
import type { RequestName } from '#protocol/messages.ts'
import { fromBase64Url } from '../mls/bytes.ts'
import { type Browser, Sitting } from './testing.ts'
import type { ChatMessage, Questions, Writing } from './types.ts'

let sitting: Sitting
let host: Browser
beforeEach(async () => {
  sitting = await Sitting.open()
  host = await sitting.host()
})

const chatOf = ({ said }: Browser): ChatMessage[] =>
  said.flatMap((one) => (one.type === 'chat' ? [one.message] : []))
const textsOf = (browser: Browser) => chatOf(browser).map(({ text }) => text)
const asked = ({ said }: Browser): Questions =>
  said.flatMap((one) => (one.type === 'questions' ? [one.questions] : [])).at(-1) ?? {
    list: [],
    shown: null,
  }
const questionsOf = (browser: Browser) => asked(browser).list.map(({ text }) => text)

const views = ({ heard }: Browser): ChatView[] =>
  heard.flatMap((event) => (event.name === 'chat' ? [event.data] : []))

/** Somebody who comes later. */
async function another(): Promise<Browser> {
  const [one] = await sitting.guests(host, 1, 'Minh')
  return one ?? assert.fail()
}

/** Everybody has read what there is to read. */
async function write({ session }: Browser, writing: Writing) {
  const error = await session.write(writing)
  await sitting.quiet()
  return error
}
const chat = (text: string, to: ChatTo = 'all'): Writing => ({ kind: 'chat', to, text })

/** Whatever of this kind the server is asked to carry. */
function tapped(name: RequestName): string[] {
  const sealed: string[] = []
  sitting.before = (_, asks, input) => {
    if (asks === name) sealed.push((input as { sealed: string }).sealed)
  }
  return sealed
}

describe('messages', () => {
  it('[E2E19] are read by everybody inside, and by nobody else', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    const sealed = tapped('chat.send')
    assert.equal(await write(lan, chat('Chào cả phòng')), null)
    for (const one of [host, lan, minh]) assert.deepEqual(textsOf(one), ['Chào cả phòng'])
    const [bytes] = sealed.map((one) => Buffer.from(fromBase64Url(one) ?? assert.fail()))
    assert.ok(bytes && !bytes.includes('Chào'))
    const late = await another()
    await sitting.quiet()
    assert.deepEqual(textsOf(late), [])
    await write(host, chat('Chào người mới'))
    assert.deepEqual(textsOf(late), ['Chào người mới'])
  })

  it('[E2E19] to the hosts, or to one person, are opened by nobody else, whoever gets them', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    await write(lan, chat('xin gặp riêng', 'hosts'))
    await write(host, chat('mời anh ở lại', { id: lan.id }))
    assert.deepEqual(textsOf(host), ['xin gặp riêng', 'mời anh ở lại'])
    assert.deepEqual(textsOf(lan), ['xin gặp riêng', 'mời anh ở lại'])
    assert.deepEqual(textsOf(minh), [])
    for (const data of views(host)) minh.hear({ name: 'chat', data })
    await sitting.quiet()
    assert.deepEqual(textsOf(minh), [null, null])
  })

  it('[E2E19] of a member are shown as nobody else’s, to nobody else, and as no announcement', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    minh.drops = ({ name }) => name === 'chat'
    for (const text of ['một', 'hai', 'ba']) await write(lan, chat(text))
    minh.drops = () => false
    const [first, second, third] = views(host)
    assert.ok(first && second && third)
    minh.hear({ name: 'chat', data: { ...first, from: host.id } })
    minh.hear({ name: 'chat', data: { ...second, to: 'announcement' } })
    minh.hear({ name: 'chat', data: { ...third, to: 'hosts' } })
    await sitting.quiet()
    assert.deepEqual(textsOf(minh), [null, null, null])
  })

  it('[E2E19] are shown once, however often the server repeats them', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    await write(lan, chat('đồng ý'))
    const [data] = views(minh)
    assert.ok(data)
    for (const one of [minh, lan])
      one.hear({ name: 'chat', data: { ...data, id: 'b' as typeof data.id, at: data.at + 1 } })
    await sitting.quiet()
    assert.deepEqual([textsOf(minh), textsOf(lan)], [['đồng ý'], ['đồng ý']])
  })

  it('[E2E19] announce only what a leader of the group wrote', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    const sealed = tapped('chat.send')
    assert.equal((await write(lan, chat('họp xong rồi', 'announcement')))?.code, 'forbidden')
    // A server that makes a moderator of them.
    const view = { id: 'm' as ChatMessage['id'], name: 'Lan', to: 'announcement' as const, at: 1 }
    minh.hear({ name: 'chat', data: { ...view, from: lan.id, sealed: sealed[0] ?? '' } })
    await sitting.quiet()
    assert.deepEqual(textsOf(minh), [null])
    await write(host, chat('nghỉ 10 phút', 'announcement'))
    assert.deepEqual(textsOf(minh), [null, 'nghỉ 10 phút'])
  })

  it('[INP1] are cleaned, and refused with a reason when nothing is left or it is too long', async () => {
    const lan = await sitting.guest(host)
    await write(host, chat('a\u200b\tb'))
    assert.deepEqual(textsOf(lan), ['a b'])
    const refused = { code: 'invalid_input', field: 'text' }
    assert.deepEqual(await host.session.write(chat('\u200b')), { ...refused, fault: 'empty' })
    const long = 'ệ'.repeat(LIMITS.chatText + 1)
    const most = LIMITS.chatText
    assert.deepEqual(await host.session.write(chat(long)), { ...refused, fault: 'too_long', most })
  })

  it('[E2E19] of the longest text fit, also for as many leaders as there may be', async () => {
    const lan = await sitting.guest(host)
    const longest = '🧑🏽‍🚒'.repeat(LIMITS.chatText / 4)
    assert.equal(await write(host, chat(longest, { id: lan.id })), null)
    assert.deepEqual(textsOf(lan), [longest])
  })

  it('[E2E19] wait for keys that come after them, and keep their place', async () => {
    const lan = await sitting.guest(host)
    lan.deaf = true
    await another()
    await write(host, chat('một'))
    const [commit, ...others] = lan.held.splice(0)
    assert.ok(commit)
    const late = [...others].filter(({ name }) => name === 'chat')
    lan.deaf = false
    for (const event of late) lan.hear(event)
    await sitting.quiet()
    assert.deepEqual(textsOf(lan), [])
    for (const event of [commit, ...others.filter(({ name }) => name !== 'chat')]) lan.hear(event)
    await sitting.quiet()
    assert.deepEqual(textsOf(lan), ['một'])
  })

  it('[E2E19] that were missed are there when the line is back', async () => {
    const [lan] = await sitting.guests(host, 2)
    assert.ok(lan)
    await write(host, chat('một'))
    lan.disconnect()
    await write(host, chat('hai'))
    await another()
    await write(host, chat('ba'))
    lan.connect()
    await sitting.quiet()
    assert.deepEqual([...new Set(textsOf(lan))], ['một', 'hai', 'ba'])
  })

  it('are not sent before there are keys', async () => {
    const waiting = await sitting.knock()
    assert.deepEqual(await waiting.session.write(chat('x')), { code: 'keys_pending' })
  })
})

describe('reactions', () => {
  it('[FLR1] are one of six, in the sender’s name', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    const sealed = tapped('reaction.send')
    await write(lan, { kind: 'reaction', reaction: 'applause' })
    const reaction = { type: 'reaction', from: lan.id, reaction: 'applause' }
    const seen = () => minh.said.filter(({ type }) => type === 'reaction')
    assert.deepEqual(seen(), [reaction])
    const [text] = sealed
    assert.ok(text)
    minh.hear({ name: 'reaction', data: { from: host.id, sealed: text } })
    await write(lan, { kind: 'reaction', reaction: 'fire' as 'heart' })
    assert.deepEqual(seen(), [reaction])
  })
})

describe('questions', () => {
  beforeEach(() => {
    sitting.room.do(sitting.room.room.moderation.setMode(host.id, 'lecture', sitting.room.now))
  })

  it('[FLR4] [E2E19] are read by moderators and their author, until one is shown to all', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    assert.equal(await write(lan, { kind: 'question', text: 'Hạn nộp?' }), null)
    assert.deepEqual([questionsOf(host), questionsOf(lan)], [['Hạn nộp?'], ['Hạn nộp?']])
    const [question] = asked(host).list
    assert.ok(question)
    await write(host, { kind: 'show', question: question.id })
    assert.equal(asked(minh).shown?.text, 'Hạn nộp?')
    await write(host, { kind: 'show', question: null })
    assert.equal(asked(minh).shown, null)
  })

  it('[FLR4] are sealed anew for a late moderator, for who joins, and for who is back', async () => {
    const lan = await sitting.guest(host)
    await write(lan, { kind: 'question', text: 'Hạn nộp?' })
    const [question] = asked(host).list
    await write(host, { kind: 'show', question: question?.id ?? null })
    const minh = await another()
    await sitting.quiet()
    assert.equal(asked(minh).shown?.text, 'Hạn nộp?')
    assert.deepEqual(questionsOf(minh), [])
    assert.equal(await host.session.promote('cohost.add', minh.id), null)
    await sitting.quiet()
    assert.deepEqual(questionsOf(minh), ['Hạn nộp?'])
    const back = await sitting.reload(lan)
    await sitting.quiet()
    assert.deepEqual(questionsOf(back), ['Hạn nộp?'])
    assert.equal(asked(back).shown?.text, 'Hạn nộp?')
  })

  it('[FLR4] cannot be put into another person’s mouth', async () => {
    const [lan, minh] = await sitting.guests(host, 2)
    assert.ok(lan && minh)
    await write(lan, { kind: 'question', text: 'Hạn nộp?' })
    const view = host.heard.findLast(({ name }) => name === 'questions')?.data as QuestionsView
    const [first] = view.list
    assert.ok(first)
    const data = { list: [{ ...first, from: minh.id }], shown: { ...first } }
    host.hear({ name: 'questions', data })
    await sitting.quiet()
    assert.equal(asked(host).list[0]?.text, null)
    assert.equal(asked(host).shown?.text, null)
  })
})
