import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parseAst } from 'vite'
import { AUDIT_ACTIONS, AUDIT_DETAILS } from '../../../server/protocol/audit.ts'
import type { AuditGroup } from '../../../server/protocol/audit.ts'
import { ERROR_CODES } from '../../../server/protocol/errors.ts'
import { CLOSE_REASONS, MODES, ROLES } from '../../../server/protocol/model.ts'
import type { KnockFlag } from '../../../server/protocol/model.ts'
import { ACCOUNTS_TEXTS } from './accounts.ts'
import { AUDIT_TEXTS } from './audit.ts'
import { CALENDAR_TEXTS } from './calendar.ts'
import { CLASS_TEXTS } from './class.ts'
import { HEALTH_TEXTS } from './health.ts'
import { INVITES_TEXTS } from './invites.ts'
import { CATALOGUES, LANGUAGES } from './languages.ts'
import { RECORDING_TEXT } from '../../../server/protocol/recording.ts'
import { RECORDING_TEXTS, TEXT_VERSION } from './recording.ts'
import { SECURITY_TEXTS } from './security.ts'
import { en as tableEn } from './table.en.ts'
import { vi as tableVi } from './table.vi.ts'
import { vi } from './vi.ts'
import { VOTE_TEXTS } from './votes.ts'

const catalogues = await Promise.all(
  LANGUAGES.map(async (language) => ({ language, texts: await CATALOGUES[language].load() })),
)
const LETTER = /\p{L}/u
/** Those that come with the pages or the room that show them. */
const PARTS = {
  accounts: ACCOUNTS_TEXTS,
  'the calendar': CALENDAR_TEXTS,
  'the room': CLASS_TEXTS,
  documents: { vi: tableVi, en: tableEn },
  invites: INVITES_TEXTS,
  security: SECURITY_TEXTS,
  'the log': AUDIT_TEXTS,
  'the state of the server': HEALTH_TEXTS,
  votes: VOTE_TEXTS,
}
/** What has no words of its own on purpose: an ordinary participant has no title. */
const MAY_BE_EMPTY = new Set(['roles.participant', 'templatesWhat.none', 'schedule.forTime'])

/** Every text by its dotted name; functions are called with plausible values. */
function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function')
    return [1, 2].map((n): [string, string] => [path, String(value(n, n))])
  assert.ok(typeof value === 'object' && value !== null, path)
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path ? `${path}.${key}` : key),
  )
}

const names = (catalogue: unknown) =>
  [...new Set(flatten(catalogue).map(([name]) => name))].toSorted()

describe('catalogues', () => {
  for (const { language, texts } of catalogues) {
    it(`have the same keys (${language})`, () => assert.deepEqual(names(texts), names(vi)))

    it(`leave nothing empty (${language})`, () => {
      for (const [name, text] of flatten(texts))
        if (!MAY_BE_EMPTY.has(name)) assert.match(text, LETTER, name)
    })
  }

  for (const [part, texts] of Object.entries(PARTS))
    for (const language of LANGUAGES)
      it(`of ${part} are whole too (${language})`, () => {
        assert.deepEqual(names(texts[language]), names(texts.vi))
        for (const [name, text] of flatten(texts[language]))
          if (!MAY_BE_EMPTY.has(name)) assert.match(text, LETTER, name)
      })

  it('have a text for every code that the server may send', () => {
    const flags: KnockFlag[] = [
      'like_host',
      'like_participant',
      'like_invitee',
      'same_name_waiting',
      'address_of_removed',
    ]
    for (const { texts } of catalogues) {
      const { errors, closed, flags: said, modes, roles } = texts
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

describe('[AUD] the log', () => {
  it('has a text for everything that can be in it, and for nothing else', () => {
    for (const audit of LANGUAGES.map((language) => AUDIT_TEXTS[language])) {
      assert.deepEqual(Object.keys(audit.actions).toSorted(), [...AUDIT_ACTIONS].toSorted())
      assert.deepEqual(Object.keys(audit.details).toSorted(), [...AUDIT_DETAILS].toSorted())
      for (const action of AUDIT_ACTIONS) {
        assert.match(audit.actions[action], LETTER, action)
        assert.match(audit.groups[action.split('.')[0] as AuditGroup], LETTER, action)
      }
    }
  })
})

// ---- No text outside of the catalogues ----

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

describe('the screen', () => {
  const ui = join(import.meta.dirname, '../ui')
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )

  it('has no text of its own', () => {
    assert.ok(files.length > 30)
    for (const file of files)
      assert.deepEqual(findHardCoded(readFileSync(join(ui, file), 'utf8')), [], file)
  })
  it('would be caught if it had', () => {
    assert.deepEqual(findHardCoded('const a = <p>Xin chào</p>'), ['Xin chào'])
    assert.deepEqual(findHardCoded(`const a = <b aria-label="Mở" />`), ['Mở'])
    assert.deepEqual(findHardCoded(`const a = <b>{'Đóng'} · {t.x}</b>`), ['Đóng'])
  })
})

describe('the texts of recording', () => {
  for (const language of LANGUAGES) {
    it(`leave nothing empty (${language})`, () => {
      const { text, ...rest } = RECORDING_TEXTS[language]
      const { points, ...said } = text
      for (const [name, one] of [...flatten(rest), ...flatten(said)])
        assert.match(one, LETTER, name)
      assert.equal(points(30).length, RECORDING_TEXTS.vi.text.points(30).length)
      for (const point of points(30)) assert.match(point, LETTER)
    })
  }
  it('[REC2] are of the version that the server takes consent to', () =>
    assert.equal(TEXT_VERSION, RECORDING_TEXT))
})
