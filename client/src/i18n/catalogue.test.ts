import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parseAst } from 'vite'
import { AUDIT_ACTIONS, AUDIT_DETAILS } from '#protocol/audit.ts'
import type { AuditGroup } from '#protocol/audit.ts'
import { ERROR_CODES } from '#protocol/errors.ts'
import { CLOSE_REASONS, MODES, ROLES } from '#protocol/model.ts'
import type { KnockFlag } from '#protocol/model.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import { LANGUAGES } from './languages.ts'
import type { Language } from './languages.ts'
import { loadTexts } from './parts.ts'
import type { Part } from './parts.ts'
import { TEXT_VERSION } from './recording-text.ts'

const LETTER = /\p{L}/u
/** Texts that are empty on purpose: an ordinary participant has no title. */
const MAY_BE_EMPTY = new Set(['roles.participant', 'templatesWhat.none', 'schedule.forTime'])

/** Every text by its dotted key; functions are called with plausible values. */
function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [1, 2].flatMap((n) => flatten(value(n, n), path))
  assert.ok(typeof value === 'object' && value !== null, path)
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path ? `${path}.${key}` : key),
  )
}

const names = (texts: unknown) => [...new Set(flatten(texts).map(([name]) => name))].toSorted()

/** The languages in a folder of folders, and the parts of one language. */
const languagesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
const partsIn = (folder: string) => readdirSync(folder).map((file) => basename(file, '.ts'))

const onlyInOne = (one: string[], other: string[]) => [
  ...one.filter((name) => !other.includes(name)),
  ...other.filter((name) => !one.includes(name)),
]

async function load(path: string): Promise<unknown> {
  const file = (await import(pathToFileURL(path).href)) as { texts: unknown }
  return file.texts
}

/** Keys that are missing or superfluous compared with Vietnamese; empty if complete. */
async function faultsOf(folder: string, language: string): Promise<string[]> {
  const source = join(folder, 'vi')
  const missing = onlyInOne(partsIn(source), partsIn(join(folder, language)))
  if (missing.length > 0) return missing.map((part) => `${language}/${part}`)
  const faults = partsIn(source).map(async (part) => {
    const path = join(folder, language, `${part}.ts`)
    const texts = await load(path)
    const other = onlyInOne(names(await load(join(source, `${part}.ts`))), names(texts))
    const empty = flatten(texts).filter(
      ([name, text]) => !MAY_BE_EMPTY.has(name) && !LETTER.test(text),
    )
    const plurals = /pluralsOf\('(.+?)'\)/.exec(readFileSync(path, 'utf8'))?.[1] ?? language
    return [
      ...[...other, ...empty.map(([name]) => name)].map((name) => `${language}/${part}: ${name}`),
      ...(plurals === language ? [] : [`${language}/${part}: pluralsOf`]),
    ]
  })
  return (await Promise.all(faults)).flat()
}

describe('catalogues', () => {
  it('have one folder per language on offer', () =>
    assert.deepEqual(languagesIn(import.meta.dirname).toSorted(), LANGUAGES.toSorted()))

  for (const language of LANGUAGES)
    it(`have the same parts and keys, and no empty text (${language})`, async () =>
      assert.deepEqual(await faultsOf(import.meta.dirname, language), []))

  it('are reported with what they lack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalogues-'))
    const write = (file: string, texts: string) => {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, `${file}.ts`), `export const texts = ${texts}`)
    }
    try {
      write('vi/one', `{ a: 'Một', b: { c: (n) => 'Hai ' + n } }`)
      write('vi/two', `{ a: 'Ba' }`)
      write('xx/one', `{ a: 'Un' }`)
      assert.deepEqual(await faultsOf(folder, 'xx'), ['xx/two'])
      write('xx/two', `{ a: '' } // pluralsOf('en')`)
      assert.deepEqual(await faultsOf(folder, 'xx'), [
        'xx/one: b.c',
        'xx/two: a',
        'xx/two: pluralsOf',
      ])
      assert.deepEqual(await faultsOf(folder, 'vi'), [])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('have a text for every error code the server can send', async () => {
    const flags: KnockFlag[] = [
      'like_host',
      'like_participant',
      'like_invitee',
      'same_name_waiting',
      'address_of_removed',
    ]
    for (const language of LANGUAGES) {
      const { errors } = await loadTexts(language, 'main')
      const { closed } = await loadTexts(language, 'visit')
      const { modes, roles } = await loadTexts(language, 'meeting')
      const { flags: said } = await loadTexts(language, 'people')
      for (const code of [...ERROR_CODES, 'unreachable' as const])
        assert.match(errors[code], LETTER, code)
      for (const reason of CLOSE_REASONS) {
        assert.match(closed.titles[reason], LETTER, reason)
        assert.match(closed.reasons[reason], LETTER, reason)
      }
      for (const flag of flags) assert.match(said[flag], LETTER, flag)
      for (const mode of MODES) assert.match(modes[mode].what, LETTER, mode)
      for (const role of ROLES) assert.equal(typeof roles[role], 'string')
    }
  })
})

describe('[AUD] the audit log', () => {
  it('has a text for every possible entry, and no others', async () => {
    for (const language of LANGUAGES) {
      const audit = await loadTexts(language, 'audit')
      assert.deepEqual(Object.keys(audit.actions).toSorted(), [...AUDIT_ACTIONS].toSorted())
      assert.deepEqual(Object.keys(audit.details).toSorted(), [...AUDIT_DETAILS].toSorted())
      for (const action of AUDIT_ACTIONS) {
        assert.match(audit.actions[action], LETTER, action)
        assert.match(audit.groups[action.split('.')[0] as AuditGroup], LETTER, action)
      }
    }
  })
})

// ---- Banned words ----

/** Matches whole words; a single-word entry may also be capitalized. */
const words = (list: string) =>
  new RegExp(`(?<![\\p{L}\\d])(${list.trim().split(/,\s+/).join('|')})(?![\\p{L}\\d])`, 'giu')

/**
 * Vietnamese: wording that offices, Zalo, Zoom and Windows do not use, and commands where a request
 * is meant. English: unidiomatic patterns and British spelling.
 */
const GONE: Partial<Record<Language, RegExp>> = {
  vi: words(`
    hãy, đừng, ai chọn gì, ảnh nền, bày tỏ, bằng chứng, bút trình bày, cách họp, chiếu cho,
    thôi chiếu, chuyển lời, có ô chưa đúng, giữ bút, không có thật, lượt vào, màu nền, mời ra,
    người dự, người vận hành, hẹp, phiên họp này, rò rỉ, theo máy, thu lại, tiếng phải bù, trao bút,
    trao đổi, trao lời, tự xưng, việc khác, yếu tố`),
  en: words(`
    alone, anew, by (another way|itself|themselves|which|yourself), came to nothing,
    comes? (again|by), has no better, invites, invite (is|was|link|of), made up, know it by, mails?,
    met an error, narrow, personal invite, prolong, the pen, puts? (out|up), to be seen, verdict,
    who (comes?|waits?), whoever,
    cancelled, centre, colours?, e-mail, licence, organis\\p{L}+, user names?`),
}
/** In guides, names of buttons are paths in the catalog. */
const withoutNames = (text: string) => text.replaceAll(/\[[\w.]+\]/g, '')
const goneFrom = (language: Language, texts: unknown) =>
  flatten(texts).flatMap(([name, text]) =>
    (GONE[language] ? (withoutNames(text).match(GONE[language]) ?? []) : []).map(
      (word) => `${name}: ${word}`,
    ),
  )

describe('banned words', () => {
  for (const language of LANGUAGES)
    it(`do not occur (${language})`, async () => {
      for (const part of partsIn(join(import.meta.dirname, language)) as Part[])
        assert.deepEqual(goneFrom(language, await loadTexts(language, part)), [], part)
    })

  it('would be found if they did', () => {
    const vi = { a: 'Trao đổi', b: 'Vui lòng đợi; hãy đóng', c: 'Người tham dự', d: 'Bút vẽ' }
    assert.deepEqual(goneFrom('vi', vi), ['a: Trao đổi', 'b: hãy'])
    const en = { a: 'Colours', b: 'Pen color', c: 'One who waits.', d: 'Email', e: 'Organiser' }
    assert.deepEqual(goneFrom('en', en), ['a: Colours', 'c: who waits', 'e: Organiser'])
  })

  it('texts say who can read a message that is not for everyone', async () => {
    for (const language of LANGUAGES) {
      const { chat } = await loadTexts(language, 'people')
      const { roles } = await loadTexts(language, 'meeting')
      for (const text of [chat.toHosts, chat.toHostsMark, chat.toOne('An'), chat.toOneMark('An')])
        for (const role of [roles.host, roles.cohost])
          assert.ok(text.toLowerCase().includes(role.toLowerCase()), text)
    }
  })
})

// ---- No text outside the catalogs ----

const VISIBLE = new Set([
  'aria-label',
  'placeholder',
  'title',
  'alt',
  'label',
  'hint',
  'heading',
  'text',
])
type Node = { type: string; [key: string]: unknown }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node))
    for (const inner of Array.isArray(value) ? value : [value])
      if (isNode(inner)) yield* walk(inner)
}

const literal = (value: unknown): string =>
  isNode(value) && value.type === 'JSXExpressionContainer'
    ? literal(value['expression'])
    : isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string'
      ? value['value']
      : ''

function hardCoded(node: Node): string {
  if (node.type === 'JSXText') return String(node['value'])
  if (node.type === 'JSXExpressionContainer') return ''
  if (node.type === 'JSXElement' && Array.isArray(node['children']))
    return node['children']
      .map((child) => (isNode(child) && child.type !== 'JSXText' ? literal(child) : ''))
      .join('')
  if (node.type !== 'JSXAttribute' || !isNode(node['name'])) return ''
  return VISIBLE.has(String(node['name']['name'])) ? literal(node['value']) : ''
}

function findHardCoded(code: string): string[] {
  const program: unknown = parseAst(code, { lang: 'tsx' })
  assert.ok(isNode(program))
  return [...walk(program)].map(hardCoded).filter((text) => LETTER.test(text))
}

describe('the UI', () => {
  const ui = join(import.meta.dirname, '../ui')
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )

  it('has no text outside the catalogs', () => {
    assert.ok(files.length > 30)
    for (const file of files)
      assert.deepEqual(findHardCoded(readFileSync(join(ui, file), 'utf8')), [], file)
  })
  it('would be found if it had', () => {
    assert.deepEqual(findHardCoded('const a = <p>Xin chào</p>'), ['Xin chào'])
    assert.deepEqual(findHardCoded(`const a = <b aria-label="Mở" />`), ['Mở'])
    assert.deepEqual(findHardCoded(`const a = <b>{'Đóng'} · {t.x}</b>`), ['Đóng'])
  })
})

describe('the texts of recording', () => {
  it('[REC2] make the same number of promises in every language', async () => {
    const points = LANGUAGES.map(async (language) => {
      const { text } = await loadTexts(language, 'recording')
      return text.points(30).length
    })
    assert.equal(new Set(await Promise.all(points)).size, 1)
  })
  it('[REC2] have the version the server accepts consent to', () =>
    assert.equal(TEXT_VERSION, RECORDING_TEXT))
})
