/**
 * Takes a screenshot of every page and every call state, in each language and theme, at three
 * widths: npm run screenshots [-- parts of names]. The images go to e2e/screens.
 */
import { mkdir, rm } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { Gallery } from '../support/gallery.ts'
import { scheduleAt } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { press } from './press.ts'

const FOLDER = 'e2e/screens'
const LANGUAGES = ['vi', 'en'] as const
const THEMES = ['light', 'dark'] as const
const SIZES = [
  { width: 360, height: 740 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const LAYOUTS = ['grid', 'speaker', 'sidebar', 'presentation']
type Look = { language: (typeof LANGUAGES)[number]; theme: (typeof THEMES)[number] }
type Shot = { name: string; url: string; layout?: string; act?: (page: Page) => Promise<void> }

const choose = (vi: string, en: string) => async (page: Page) => {
  await press('Hiển thị', 'View')(page)
  await page.getByRole('menuitem', { name: new RegExp(`^(${vi}|${en})`) }).click()
}
const PANELS: [string, (page: Page) => Promise<void>][] = [
  ['people', press('Người tham dự', 'People')],
  ['lobby', press('Phòng chờ', 'Waiting|Lobby')],
  ['chat', press('Tin nhắn', 'Chat')],
  ['host', press('Điều hành', 'Host')],
  ['votes', press('Biểu quyết', 'Votes')],
  ['documents', press('Tài liệu', 'Documents')],
  ['settings', press('Thiết bị', 'Devices')],
  ['view-menu', press('Hiển thị', 'View')],
  ['more', (page) => page.getByRole('button', { name: /^(Thêm|More) / }).click()],
  ['leave', press('Rời họp', 'Leave')],
]

/** What is behind a press in states of the keys. */
const KEYS: [name: string, state: string, act: (page: Page) => Promise<void>][] = [
  ['lobby', 'room-grades', press('Phòng chờ', 'Waiting|Lobby')],
  [
    'compare',
    'room-grades',
    async (page) => {
      await press('Phòng chờ', 'Waiting|Lobby')(page)
      await page.locator('.grade-none').waitFor()
      await page.getByRole('button', { name: /^(Cho vào|Admit): Nguyễn/ }).click()
    },
  ],
  ['lock', 'room-9', (page) => page.locator('.lock').click()],
  [
    'elsewhere',
    'room-keys-elsewhere',
    (page) => page.getByRole('button', { name: /^(Cách xử lý|What to do)$/ }).click(),
  ],
]

/** Results are announced a moment after the page opens. */
const comes = (name: string) => async (page: Page) => {
  if (name === 'room-keys-elsewhere' || name === 'room-keys-making')
    await page.locator('.bar').waitFor()
  if (/vote-(result|void)$/.test(name)) await page.locator('#vote-result').waitFor()
}

/** Screens from client/dev. */
async function callShots(page: Page, gallery: string): Promise<Shot[]> {
  await page.goto(gallery)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const states = await page.locator('.states a').allTextContents()
  const state = (name: string) => `${gallery}?state=${name}`
  return [
    { name: 'components', url: gallery },
    ...states.map((name) => ({ name, url: state(name), act: comes(name) })),
    ...LAYOUTS.flatMap((layout) =>
      ['room-9', 'room-shared'].map((name) => ({
        name: `${name}-${layout}`,
        url: state(name),
        layout,
      })),
    ),
    ...PANELS.map(([name, act]) => ({ name: `host-${name}`, url: state('room-host'), act })),
    ...KEYS.map(([name, of, act]) => ({ name: `room-keys-${name}-open`, url: state(of), act })),
    ...['room-9', 'room-shared'].map((name) => ({
      name: `${name}-hall`,
      url: state(name),
      act: choose('Màn hình hội trường', 'Room display'),
    })),
  ]
}

/** Pages of the real server. */
async function pageShots(server: TestServer, host: Visitor): Promise<Shot[]> {
  const { meeting } = await host.createMeeting('Giao ban tuần Văn phòng Sở Nội vụ', 'discussion')
  const repeat = { every: 'week', interval: 1, days: DAYS, end: { count: 6 } }
  const schedule = scheduleAt(Date.now() + 10 * 60_000, {
    agenda: 'Tình hình tuần\nViệc tuần tới',
    repeat,
  })
  await host.post(`/api/meetings/${meeting.id}/schedule`, { ...schedule, notify: false })
  const pages = {
    home: '/',
    check: '/kiem-tra',
    'sign-in': '/sign-in',
    setup: '/setup#x',
    activate: '/activate#x',
    meetings: '/meetings',
    'new-meeting': '/meetings/new',
    calendar: '/calendar',
    schedule: `/meetings/${meeting.id}/schedule`,
    invites: `/meetings/${meeting.id}/invites`,
    accounts: '/accounts',
    recordings: '/recordings',
    security: '/account/security',
    audit: '/audit',
    'server-meetings': '/server/meetings',
    'server-health': '/server/health',
    'server-policy': '/server/policy',
    'server-office': '/server/office',
    'meeting-audit': `/meetings/${meeting.id}/audit`,
    join: `/m/${meeting.id}`,
    help: '/help',
    'help-officials': '/help/officials',
    'help-hosts': '/help/hosts',
    'help-desk': '/help/desk#busy',
    'help-operators': '/help/operators',
    'not-found': '/nowhere',
  }
  return Object.entries(pages).map(([name, path]) => ({
    name: `page-${name}`,
    url: server.url + path,
  }))
}

async function context(browser: Browser, look: Look): Promise<BrowserContext> {
  const made = await browser.newContext({ locale: look.language, colorScheme: look.theme })
  await made.addInitScript(
    (language) => localStorage.setItem('anhop.language', language),
    look.language,
  )
  return made
}

/** Loads the page once and captures it at every size; what was opened on it stays open. */
async function photograph(page: Page, shot: Shot, look: Look): Promise<void> {
  // Changing only the hash or query would not reload the page.
  await page.goto('about:blank')
  await page.goto(shot.url)
  if (shot.layout) {
    await page.evaluate((layout) => localStorage.setItem('anhop.layout', layout), shot.layout)
    await page.reload()
  }
  await page.locator('h1').first().waitFor()
  // Only now: the page reads it on render, which happens after loading.
  await page.evaluate(() => localStorage.removeItem('anhop.layout'))
  await page.evaluate(() => document.fonts.ready)
  // Wait for lazy parts.
  await page.waitForLoadState('networkidle')
  await shot.act?.(page)
  for (const size of SIZES) {
    await page.setViewportSize(size)
    // Let videos start, messages appear and lists load.
    await page.waitForTimeout(400)
    const path = `${FOLDER}/${shot.name}.${look.language}.${look.theme}.${size.width}.png`
    await page.screenshot({ path, fullPage: !/^(room|host)/.test(shot.name) })
  }
}

const wanted = process.argv.slice(2)
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const gallery = await Gallery.open()
const archive = await identityToRecipient(await generateX25519Identity())
const server = await TestServer.start({ ANHOP_RECORDING_ARCHIVE_KEY: archive })
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
})
try {
  const host = new Visitor(server)
  await host.setUp()
  const pages = await pageShots(server, host)
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  let taken = 0
  for (const language of LANGUAGES)
    for (const theme of THEMES) {
      const look = { language, theme }
      const made = await context(browser, look)
      const cookies = [...host.cookies].map(([name, value]) => ({ name, value, url: server.url }))
      await made.addCookies(cookies)
      const page = await made.newPage()
      const shots = [...(await callShots(page, gallery.url)), ...pages].filter(
        ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
      )
      for (const shot of shots) {
        await photograph(page, shot, look).catch((cause: unknown) => {
          throw new Error(`${shot.name}, ${look.language}, ${look.theme}`, { cause })
        })
        taken += SIZES.length
      }
      await made.close()
    }
  console.info(`${taken} pictures in ${FOLDER}`)
} finally {
  await browser.close()
  await server.stop()
  await gallery.close()
}
