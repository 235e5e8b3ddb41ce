// Debian packages: installed if root, otherwise the user is asked to.
import { execFileSync } from 'node:child_process'
import { runQuiet } from './exec.mjs'
import { Trouble, step } from './say.mjs'

let updated = false

function tryRun(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    // dpkg-query fails if one package is unknown, but still reports the others.
    return error.stdout || undefined
  }
}

export function hasApt() {
  return tryRun('apt-get', ['--version']) !== undefined
}

export function isRoot() {
  return process.getuid?.() === 0
}

/** The packages that are not installed according to dpkg-query's output. */
export function missingFrom(packages, answer) {
  const installed = new Set(
    answer
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return packages.filter((name) => !installed.has(name))
}

export function missingPackages(packages) {
  const format = '${Package} ${db:Status-Status}\\n'
  return missingFrom(packages, tryRun('dpkg-query', ['-W', `-f=${format}`, ...packages]) ?? '')
}

/** The single command a user has to type. */
export function aptCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

async function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = await runQuiet('apt', 'apt-get', ['-o', 'DPkg::Lock::Timeout=500', ...args], {
    env,
  })
  if (result.ok) return
  const reason = result.lines.find((line) => line.startsWith('E: ')) ?? result.error
  throw new Trouble(`apt-get ${args[0]} failed: ${reason} (details: ${result.log})`)
}

/** Installs missing packages, or stops with the command to type. */
export async function ensurePackages(packages, purpose) {
  const missing = missingPackages(packages)
  if (missing.length === 0) return
  if (!hasApt()) {
    throw new Trouble(
      `${purpose} needs Debian packages, but this system has no apt-get: ${missing.join(' ')}`,
    )
  }
  if (!isRoot()) {
    throw new Trouble(
      `${purpose} needs packages that are not installed. Install them, then try again:\n  ${aptCommand(missing)}`,
    )
  }
  await step(
    `Installing Debian packages (${missing.join(' ')}), once, about a minute`,
    async () => {
      if (!updated) await aptGet('update')
      updated = true
      await aptGet('install', '-y', '--no-install-recommends', ...missing)
    },
  )
}
