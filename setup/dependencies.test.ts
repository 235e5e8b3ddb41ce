import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

/** Checks the installed packages against docs/DEPENDENCIES.md. Needs no network. */

type Locked = {
  name?: string
  version?: string
  resolved?: string
  integrity?: string
  license?: string
  link?: boolean
  dev?: boolean
  hasInstallScript?: boolean
}
type Manifest = {
  license?: unknown
  licenses?: unknown
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  overrides?: Record<string, unknown>
  allowScripts?: Record<string, boolean>
}
type Lock = { packages: Record<string, Locked> }
type Package = [path: string, locked: Locked]

/**
 * Maximum number of packages in the server at run time, including transitive ones. Their code has
 * the server's rights, so raise this only deliberately.
 */
const RUNTIME_AT_MOST = 200

/** License names that differ from SPDX's. */
const MISSPELLED: Record<string, string> = { 'MPL 2.0': 'MPL-2.0' }

const ROOT = join(import.meta.dirname, '..')
const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** All packages except the project itself, which has an empty path. */
const packagesOf = (lock: Lock): Package[] =>
  Object.entries(lock.packages).filter(([path]) => path !== '')

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13)

/** Rows of the table below a heading: first cell to second cell. */
function rows(page: string, heading: string): Map<string, string> {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const cells = [...section.matchAll(/^\| (\S+) +\| (.+?) +\|$/gm)]
  const table = cells.map(([, first = '', second = '']) => [first, second] as const)
  return new Map(table.slice(2))
}

/** Whether a package is not pinned by its integrity hash, or not from the configured registry. */
function unverifiable({ integrity, resolved, link }: Locked): boolean {
  return link === true || resolved !== undefined || !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')
}

/** Whether this is a single version: no range, tag, URL or path. */
const exact = (version: unknown): boolean =>
  typeof version === 'string' && /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)

/**
 * Whether an SPDX expression is allowed; of alternatives joined by OR, one allowed license is
 * enough.
 */
function licenseFits(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.replace(/[()]/g, '')
  if (/ AND .* OR | OR .* AND /.test(plain)) return false
  const fits = (name: string) => allowed.has(name.trim())
  return plain.includes(' OR ') ? plain.split(' OR ').some(fits) : plain.split(' AND ').every(fits)
}

const licenseOf = (one: Package): string => MISSPELLED[saidOf(one)] ?? saidOf(one)

/**
 * The license stated by the package, including in the legacy form; from the lock file if it is not
 * installed.
 */
function saidOf([path, locked]: Package): string {
  const file = join(path, 'package.json')
  if (!existsSync(join(ROOT, file))) return locked.license ?? 'none'
  const { license, licenses } = json(file) as Manifest
  const said = license ?? (Array.isArray(licenses) ? licenses : [licenses])[0]
  if (typeof said === 'string') return said
  return (said as { type?: string } | undefined)?.type ?? 'none'
}

/** Whether npm would run something on install; it implicitly builds packages with a binding.gyp. */
function runsOnInstall([path, locked]: Package): boolean {
  if (locked.hasInstallScript === true) return true
  if (!existsSync(join(ROOT, path, 'package.json'))) return false
  const { scripts = {} } = json(join(path, 'package.json')) as Manifest
  const named = ['preinstall', 'install', 'postinstall'].some((script) => script in scripts)
  return named || existsSync(join(ROOT, path, 'binding.gyp'))
}

describe('dependencies', () => {
  const page = readFileSync(join(ROOT, 'docs/DEPENDENCIES.md'), 'utf8')
  const own = json('package.json') as Manifest
  const packages = packagesOf(json('package-lock.json') as Lock)

  it('finds the packages', () => assert.ok(packages.length > 100, String(packages.length)))

  it('all come from the registry and are pinned by integrity hash', () => {
    const locks = [
      'package-lock.json',
      'setup/chromium/package-lock.json',
      ...globSync('setup/node/*/package-lock.json', { cwd: ROOT }),
    ]
    assert.ok(locks.length >= 4)
    for (const lock of locks) {
      const bad = packagesOf(json(lock) as Lock).filter(([, locked]) => unverifiable(locked))
      assert.deepEqual(bad, [], lock)
    }
  })

  it('direct ones are pinned to one version', () => {
    const pins = { ...own.dependencies, ...own.devDependencies, ...own.overrides }
    const loose = Object.entries(pins).filter(([, version]) => !exact(version))
    assert.deepEqual(loose, [])
  })

  it('direct ones each have a documented reason, and no reason is left over', () => {
    const tables = [
      ['At run time', own.dependencies],
      ['For building and testing', own.devDependencies],
    ] as const
    for (const [heading, wanted = {}] of tables) {
      const reasons = [...rows(page, heading).keys()].sort()
      assert.deepEqual(reasons, Object.keys(wanted).sort(), `docs/DEPENDENCIES.md, ${heading}`)
    }
  })

  it('run no install scripts except allowed and documented ones', () => {
    const running = [...new Set(packages.filter(runsOnInstall).map(([path]) => nameOf(path)))]
    assert.deepEqual(running.sort(), Object.keys(own.allowScripts ?? {}).sort(), 'allowScripts')
    const explained = [...rows(page, 'Scripts that run on installing').keys()]
    assert.deepEqual(explained.sort(), running)
  })

  it('all have a license compatible with ours', () => {
    const allowed = new Set(rows(page, 'Licenses').keys())
    const bad = packages
      .map((one) => ({ path: one[0], license: licenseOf(one) }))
      .filter(({ license }) => !licenseFits(license, allowed))
    assert.deepEqual(bad, [])
  })

  it('are few enough at run time', (context) => {
    const runtime = packages.filter(([, { dev }]) => dev !== true)
    context.diagnostic(`${runtime.length} packages at run time, ${packages.length} in all`)
    assert.ok(runtime.length <= RUNTIME_AT_MOST, String(runtime.length))
  })
})

describe('the dependency check', () => {
  const integrity = `sha512-${'A'.repeat(86)}==`

  it('would notice a package from elsewhere, or without an integrity hash', () => {
    assert.equal(unverifiable({ integrity }), false)
    const wrong: Locked[] = [
      {},
      { integrity: 'sha1-AAAA' },
      { integrity: 'sha512-AAAA' },
      { integrity, link: true },
      { integrity, resolved: 'git+ssh://git@example.org/x.git#1' },
      { integrity, resolved: 'http://example.org/x.tgz' },
      { integrity, resolved: 'file:../x' },
    ]
    for (const locked of wrong) assert.equal(unverifiable(locked), true, JSON.stringify(locked))
  })

  it('would notice a range, a tag or a URL as version', () => {
    assert.ok(exact('1.2.3') && exact('1.0.0-rc.1'))
    for (const version of ['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '', 'file:x', '1.2.3 || 2'])
      assert.equal(exact(version), false, version)
  })

  it('would notice a license that is not on the list', () => {
    const allowed = new Set(['MIT', 'ISC'])
    for (const fits of ['MIT', '(MIT OR GPL-2.0-only)', 'MIT AND ISC', '(GPL-2.0-only OR ISC)'])
      assert.equal(licenseFits(fits, allowed), true, fits)
    for (const no of ['none', 'UNLICENSED', 'GPL-2.0-only', 'MIT AND GPL-2.0-only', 'SEE LICENSE'])
      assert.equal(licenseFits(no, allowed), false, no)
  })
})
