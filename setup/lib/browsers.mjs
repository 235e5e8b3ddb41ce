// The browsers used by the tests: from PATH, else from apt, else Playwright's own.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ensurePackages, hasApt, isRoot } from './apt.mjs'
import { runQuiet } from './exec.mjs'
import { environment } from './npm.mjs'
import { ensureOlderChromium } from './older-chromium.mjs'
import { ROOT } from './paths.mjs'
import { Trouble, say, step } from './say.mjs'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const HEADLESS = ['chromium-headless-shell']
const FIREFOX = ['firefox-esr']
/** WebKitGTK, what drives it, and the display and the bus that it needs. */
const WEBKIT = { WebKitWebDriver: 'webkit2gtk-driver', Xvfb: 'xvfb', 'dbus-run-session': 'dbus' }

/** The first of these programs on PATH. */
export function onPath(names, path = process.env.PATH ?? '') {
  const candidates = names.flatMap((name) =>
    path.split(delimiter).map((folder) => join(folder, name)),
  )
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

async function fromApt(packages) {
  try {
    await ensurePackages(packages, 'Testing in browsers')
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
  }
}

async function playwrightsOwn(node) {
  const env = environment(node)
  const ask = "import('@playwright/test').then((p) => console.log(p.chromium.executablePath()))"
  const { lines } = await runQuiet('playwright', node, ['-e', ask], { cwd: ROOT, env })
  const file = lines.at(-1) ?? ''
  if (existsSync(file)) return file
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const result = await step("Downloading Playwright's Chromium, once, about a minute", () =>
    runQuiet('playwright', node, [cli, 'install', 'chromium'], {
      cwd: ROOT,
      env,
      limitMs: 600_000,
    }),
  )
  if (existsSync(file)) return file
  throw new Trouble(
    'No Chromium found for the browser tests: it is not on PATH, apt needs root, and ' +
      `Playwright could not download its own (details: ${result.log}).`,
  )
}

async function ensureWebKit(apt) {
  const programs = Object.keys(WEBKIT)
  const isThere = () => programs.every((name) => onPath([name]))
  if (!isThere() && apt) await fromApt(Object.values(WEBKIT))
  if (isThere()) return onPath(['WebKitWebDriver'])
  say(
    `WebKitGTK is not installed: skipping the test of the pages in it. Packages: ${Object.values(WEBKIT).join(' ')}.`,
  )
  return undefined
}

/** Returns the variables that e2e/playwright.config.ts reads. */
export async function ensureBrowsers(node) {
  const missing = []
  if (!onPath(CHROMIUM)) missing.push('chromium')
  if (!onPath(FIREFOX)) missing.push('firefox-esr')
  // Inspects the video and audio of a recording.
  if (!onPath(['ffprobe'])) missing.push('ffmpeg')
  const apt = isRoot() && hasApt()
  if (missing.length > 0 && apt) await fromApt(missing)
  // Installed separately, so that an archive without it does not prevent installing the others.
  if (!onPath(HEADLESS) && apt) await fromApt(HEADLESS)
  const webkit = await ensureWebKit(apt)
  const chromium = onPath(CHROMIUM) ?? (await playwrightsOwn(node))
  const headless = onPath(HEADLESS)
  const firefox = onPath(FIREFOX)
  if (!firefox) say('firefox-esr is not on PATH: skipping the test that runs in Firefox.')
  const older = await ensureOlderChromium(node)
  return {
    CHROMIUM_PATH: chromium,
    ...(older && { OLDER_CHROMIUM: older }),
    ...(headless && { HEADLESS_PATH: headless }),
    ...(firefox && { FIREFOX_PATH: firefox }),
    ...(webkit && { WEBKIT_DRIVER: webkit }),
  }
}
