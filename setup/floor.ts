import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { CompatStatement, SimpleSupportStatement } from '@mdn/browser-compat-data'

/** The oldest versions a call must work in (docs/BROWSERS.md), by browser-compat-data's names. */
export const FLOOR = { chrome: 109, firefox: 128, safari: 17, safari_ios: 17 } as const

/** The part of browser-compat-data that is about web APIs: interfaces, and globals. */
export type Apis = Record<string, Api>
export type Api = { __compat?: CompatStatement } & Record<string, unknown>

/** Whether one of the browsers of the floor lacks this, or has it only behind a switch. */
export function isNewer({ support }: CompatStatement): boolean {
  return Object.entries(FLOOR).some(([browser, version]) => {
    const statements = [support[browser as keyof typeof FLOOR] ?? []].flat()
    return !statements.some((statement) => has(statement, version))
  })
}

function has(statement: SimpleSupportStatement, version: number): boolean {
  const { version_added: added, version_removed: removed, flags, prefix } = statement
  if (flags || prefix || statement.alternative_name || typeof added !== 'string') return false
  const since = Number.parseFloat(added.replace('≤', ''))
  return since <= version && (typeof removed !== 'string' || Number.parseFloat(removed) > version)
}

/**
 * The types of the DOM, TypeScript's lib.dom.d.ts, without what browsers of the floor lack: members
 * of interfaces, static members, constructors and other globals. Interfaces stay, as types alone.
 * Dictionaries, events and CSS are not looked at. Pure.
 */
export function withoutNewer(dom: string, apis: Apis): string {
  const lines = dom.split('\n')
  const inherits = heirs(lines)
  const within = (name: string) => (apis[name] ? [name] : (inherits.get(name) ?? []))
  const isNewerMember = (owner: string, member: string) => {
    const known = within(owner).flatMap((name) => compatOf(apis[name]?.[member]) ?? [])
    return known.length > 0 && known.every(isNewer)
  }
  const isNewerGlobal = (name: string) => {
    const known = compatOf(apis[name]) ?? compatOf(apis['Window']?.[name])
    return known !== null && isNewer(known)
  }
  let block: { name: string; suffix: string; drop: boolean } | null = null
  return lines
    .filter((line) => {
      if (block) {
        const { name, suffix, drop } = block
        if (/^\};?$/.test(line)) block = null
        const member = MEMBER.exec(line)?.[1]
        return !drop && !(member !== undefined && isNewerMember(name, member + suffix))
      }
      const opened = /^(interface|declare var) (\w+).*\{$/.exec(line)
      if (opened) {
        const [, kind, name = ''] = opened
        const isValue = kind === 'declare var'
        const drop = isValue && isNewerGlobal(name)
        block = { name, suffix: isValue ? '_static' : '', drop }
        return !drop
      }
      const global = /^declare (?:function|var) (\w+)/.exec(line)?.[1]
      return global === undefined || !isNewerGlobal(global)
    })
    .join('\n')
}

const MEMBER = /^ {4}(?:readonly |get |set )?(\w+)\??[(<:]/

const compatOf = (entry: unknown): CompatStatement | null =>
  (entry as Api | undefined)?.__compat ?? null

/** For each interface, those that extend it; mixins appear in the data only under these. */
function heirs(lines: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of lines) {
    const [, name, bases] = /^interface (\w+) extends (.*) \{$/.exec(line) ?? []
    if (name === undefined || bases === undefined) continue
    for (const base of bases.split(', ')) found.set(base, [...(found.get(base) ?? []), name])
  }
  return found
}

/**
 * The files of protocol/ that reach the browser: imported by the client for more than their types,
 * directly or by one another. What only the server runs may use more. Relative to `root`.
 */
export function protocolOfClient(root: string): string[] {
  const found = new Set<string>()
  const follow = (file: string) => {
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(VALUES)) {
      const path = target.startsWith('.')
        ? join(dirname(file), target)
        : join(root, target.replace('#', ''))
      if (!relative(root, path).startsWith('protocol') || found.has(path)) continue
      found.add(path)
      follow(path)
    }
  }
  for (const file of globSync('client/src/**/*.{ts,tsx}', { cwd: root })) {
    if (!/\.test\.|\/testing/.test(file)) follow(join(root, file))
  }
  return [...found].map((path) => relative(root, path)).toSorted()
}

/** Imports and exports from a file, unless of types alone. */
const VALUES = /^(?:import|export) (?!type\b)[^'"]*?from '((?:#protocol\/|\.\.?\/)[^']+)'/gms
