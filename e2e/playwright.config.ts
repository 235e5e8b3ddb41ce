import { defineConfig } from '@playwright/test'

const chromium = {
  ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=fps=30,display-media-type=browser',
  ],
}

const firefox = {
  ...(process.env['FIREFOX_PATH'] ? { executablePath: process.env['FIREFOX_PATH'] } : {}),
  firefoxUserPrefs: {
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
    'media.peerconnection.ice.loopback': true,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
  },
}

/** One machine, real media: one browser at a time, never a retry that hides a race. */
export default defineConfig({
  testDir: 'browser',
  outputDir: 'results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    locale: 'vi-VN',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: /firefox/,
      use: { browserName: 'chromium', launchOptions: chromium },
    },
    {
      name: 'firefox',
      testMatch: /firefox/,
      use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: firefox },
    },
  ],
})
