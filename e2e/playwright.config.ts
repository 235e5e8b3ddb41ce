import { defineConfig } from '@playwright/test'
import type { WithOther } from './support/other.ts'

// Like people's machines: without a UTF-8 locale Chromium loses non-ASCII file names.
process.env['LC_ALL'] = 'C.UTF-8'

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  // Ten frames a second are enough to show motion, and leave CPU for the rest on two cores.
  '--use-fake-device-for-media-stream=fps=10,display-media-type=browser',
]
const at = (path: string | undefined) => ({ ...(path ? { executablePath: path } : {}), args })
const whole = at(process.env['CHROMIUM_PATH'])
/**
 * The headless shell: the same engine without a toolbar per context, a third less work. Tests that
 * involve windows, or device names that differ there, run in the full browser.
 */
const headless = at(process.env['HEADLESS_PATH'] ?? process.env['CHROMIUM_PATH'])
/** Older Chromium builds; see setup/lib/older-chromium.mjs. */
const OLDER = process.env['OLDER_CHROMIUM']
const older = (version: number) => ({
  name: `chromium-${version}`,
  testMatch: /abilities|whole-call/,
  use: {
    browserName: 'chromium' as const,
    launchOptions: headless,
    beside: {
      engine: 'chromium' as const,
      version,
      launchOptions: at(`${OLDER}/${version}`),
    },
  },
})
const OF_WINDOWS = /\/(abilities|devices|offline|recording-share|share-safe|view|votes)\.spec\.ts$/

const firefox = {
  ...(process.env['FIREFOX_PATH'] ? { executablePath: process.env['FIREFOX_PATH'] } : {}),
  firefoxUserPrefs: {
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
    'media.peerconnection.ice.loopback': true,
    // Without a granted permission Firefox offers only the default route's address, not loopback.
    'permissions.default.camera': 1,
    'permissions.default.microphone': 1,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
  },
}

/** One machine with real media: one browser at a time, and no retries, which would hide races. */
export default defineConfig<object, WithOther>({
  testDir: 'browser',
  outputDir: 'results',
  // Three people who send and receive video keep two cores busy: with a second worker all starve.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Every wait is for a condition, so a machine ten times slower still passes.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  use: {
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    locale: 'vi-VN',
    viewport: { width: 1280, height: 800 },
    // Without a screencast: capturing and compressing every page costs as much as the page itself.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: [/firefox/, OF_WINDOWS],
      use: { browserName: 'chromium', launchOptions: headless },
    },
    {
      name: 'whole',
      testMatch: OF_WINDOWS,
      use: { browserName: 'chromium', launchOptions: whole },
    },
    // Opens browsers by itself, each in a network of its own.
    { name: 'networks', testDir: 'lab' },
    // Where none runs, the setup has already said so.
    ...(OLDER === undefined ? [] : [109, 123, 143].map(older)),
    // If Firefox is missing, the setup has already said so.
    ...(process.env['FIREFOX_PATH'] === undefined
      ? []
      : [
          {
            name: 'firefox',
            testMatch: /abilities|firefox/,
            use: {
              browserName: 'firefox' as const,
              channel: 'moz-firefox',
              launchOptions: firefox,
            },
          },
          {
            name: 'beside-firefox',
            testMatch: /whole-call/,
            // As a host, most of its fields would have to be filled in, which the driver cannot.
            grep: /a guest in another browser/,
            use: {
              browserName: 'chromium' as const,
              launchOptions: headless,
              beside: {
                engine: 'firefox' as const,
                version: null,
                launchOptions: { channel: 'moz-firefox', ...firefox },
              },
            },
          },
        ]),
  ],
})
