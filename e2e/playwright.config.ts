import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// As people's machines are: without a locale Chromium loses every name of a file that is not ASCII.
process.env['LC_ALL'] = 'C.UTF-8'

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  // Ten pictures a second are enough to see that they move, and leave two cores room for the rest.
  '--use-fake-device-for-media-stream=fps=10,display-media-type=browser',
]
const at = (path: string | undefined) => ({ ...(path ? { executablePath: path } : {}), args })
const whole = at(process.env['CHROMIUM_PATH'])
/**
 * Chromium without windows: the same engine without the toolbars that every context else has, a
 * third less work. What belongs to windows, and devices that it names otherwise, is tested in the
 * whole browser.
 */
const headless = at(process.env['HEADLESS_PATH'] ?? process.env['CHROMIUM_PATH'])
// prettier-ignore
const QUIET = [
  'audit', 'begin', 'calendar', 'clock', 'documents-inputs', 'factors', 'gallery', 'invites', 'keyboard',
  'keys', 'language', 'look', 'mail', 'offline', 'recording-line', 'server-health', 'server-meetings',
  'server-policy', 'set-up', 'sso', 'texts', 'votes',
]
const quiet = String.raw`\/(${QUIET.join('|')})\.spec\.ts$`
/**
 * `npm test` runs the suite in two lanes: three people with video keep two cores busy, so only files
 * that show pages, or mostly wait, run beside them. Without a lane everything runs.
 */
const LANES: Record<string, RegExp> = {
  quiet: new RegExp(`^(?!.*${quiet})`),
  media: new RegExp(quiet),
}
const lane = process.env['BROWSER_LANE'] ?? ''
/** The files of the other lane. */
const elsewhere = LANES[lane] ?? []

const OF_WINDOWS = /\/(devices|offline|recording-share|share-safe|view|votes)\.spec\.ts$/

const firefox = {
  ...(process.env['FIREFOX_PATH'] ? { executablePath: process.env['FIREFOX_PATH'] } : {}),
  firefoxUserPrefs: {
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
    'media.peerconnection.ice.loopback': true,
    // Without a granted permission Firefox offers the default route's address alone, never loopback.
    'permissions.default.camera': 1,
    'permissions.default.microphone': 1,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
  },
}

/** One machine, real media: one browser, never a retry that hides a race. */
export default defineConfig({
  testDir: 'browser',
  outputDir: join('results', lane),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Every wait is for a condition. A machine that is ten times slower is slow, not wrong.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: 'vi-VN',
    viewport: { width: 1280, height: 800 },
    // Without its film: to draw, press and keep a picture of every page costs as much as the page.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: [/firefox/, OF_WINDOWS].concat(elsewhere),
      use: { browserName: 'chromium', launchOptions: headless },
    },
    {
      name: 'whole',
      testMatch: OF_WINDOWS,
      testIgnore: elsewhere,
      use: { browserName: 'chromium', launchOptions: whole },
    },
    // Where there is no Firefox, the set-up has said so.
    ...(process.env['FIREFOX_PATH'] === undefined
      ? []
      : [
          {
            name: 'firefox',
            testMatch: /firefox/,
            testIgnore: elsewhere,
            use: {
              browserName: 'firefox' as const,
              channel: 'moz-firefox',
              launchOptions: firefox,
            },
          },
        ]),
  ],
})
