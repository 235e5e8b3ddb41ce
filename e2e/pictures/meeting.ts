/**
 * Takes the README's picture: a real meeting of four browsers with drawn faces as cameras. node
 * setup/run.mjs e2e/pictures/meeting.ts (CHROMIUM_PATH names the browser)
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { Office } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

type Face = { wall: string; coat: string; hair: string; skin: string; long: boolean }

const FACES: Record<string, Face> = {
  'Trần Chủ Tọa': {
    wall: '#c9d6df',
    coat: '#24364b',
    hair: '#20201f',
    skin: '#e3b38f',
    long: false,
  },
  'Lê Thị Bình': { wall: '#e6ddd0', coat: '#7b2d3a', hair: '#2b201b', skin: '#eec3a0', long: true },
  'Phạm Văn Chi': {
    wall: '#d5dfd3',
    coat: '#3b5445',
    hair: '#3a3634',
    skin: '#d9a680',
    long: false,
  },
}

const FRAMES = 12
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const folder = await mkdtemp(join(tmpdir(), 'anhop-picture-'))

function draw(face: Face, frame: number): string {
  const sway = Math.sin((frame / FRAMES) * 2 * Math.PI) * 4
  const hair = face.long
    ? `<path d="M520 330q0-160 120-160t120 160v150q-20 40-60 20V330H580v170q-40 20-60-20z" fill="${face.hair}"/>`
    : `<path d="M535 320q-5-140 105-140t105 140l-20-40q-85-50-170 0z" fill="${face.hair}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
    <rect width="1280" height="720" fill="${face.wall}"/>
    <rect x="900" y="90" width="240" height="300" fill="#fff" opacity=".35"/>
    <g transform="translate(${sway} 0)">
      ${face.long ? hair : ''}
      <path d="M340 720q20-190 190-215h220q170 25 190 215z" fill="${face.coat}"/>
      <path d="M600 440h80v80q-40 40-80 0z" fill="${face.skin}"/>
      <path d="M585 512l55 60 55-60 25 12-50 110h-60l-50-110z" fill="#f7f7f5"/>
      <ellipse cx="640" cy="340" rx="92" ry="118" fill="${face.skin}"/>
      ${face.long ? `<path d="M545 330q10-130 95-130t95 130q-30-60-95-70-65 10-95 70z" fill="${face.hair}"/>` : hair}
      <circle cx="606" cy="335" r="8" fill="#222"/><circle cx="674" cy="335" r="8" fill="#222"/>
      <path d="M608 398q32 22 64 0" stroke="#8a4b3c" stroke-width="6" fill="none" stroke-linecap="round"/>
    </g></svg>`
}

/** Writes an MJPEG file for Chromium's fake camera. */
async function film(page: Page, face: Face, name: string): Promise<string> {
  const pictures: Buffer[] = []
  for (let frame = 0; frame < FRAMES; frame++) {
    await page.setContent(`<body style="margin:0">${draw(face, frame)}</body>`)
    pictures.push(await page.screenshot({ type: 'jpeg', quality: 90 }))
  }
  const file = join(folder, `${name}.mjpeg`)
  await writeFile(file, Buffer.concat(pictures))
  return file
}

const server = await TestServer.start()
const visitor = new Visitor(server)
await visitor.setUp()
const browsers: Browser[] = []
try {
  const studio = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  browsers.push(studio)
  const page = await studio.newPage({ viewport: { width: 1280, height: 720 } })
  const offices: Record<string, Office> = {}
  for (const [i, [name, face]] of Object.entries(FACES).entries()) {
    const browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${await film(page, face, String(i))}`,
      ],
    })
    browsers.push(browser)
    offices[name] = new Office(server, visitor, browser)
  }
  const [first, ...guests] = Object.entries(offices)
  if (first === undefined) throw new Error('nobody to picture')
  const meeting = await first[1].meeting()
  const host = await first[1].hostPerson()
  await host.enterAsHost(meeting.link)
  for (const [name, office] of guests) await office.admitted(host, meeting, name)
  for (const [name] of guests) await host.sees(name)

  const late = await first[1].person()
  await late.knock(meeting.link, 'Nguyễn Thị Dung', meeting.password)
  await late.waits()
  await host.button('Cho vào: Nguyễn Thị Dung').waitFor()
  // By now the layers match the tile sizes and the toasts are gone.
  await host.page.waitForTimeout(12_000)
  await host.page.screenshot({ path: 'docs/meeting.png' })
} finally {
  for (const browser of browsers) await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
