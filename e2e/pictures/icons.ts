/**
 * Renders the icons of the installed page from client/public/favicon.svg, in Chromium: node
 * setup/run.mjs e2e/pictures/icons.ts. The results are committed.
 */
import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const FOLDER = 'client/public'
const svg = readFileSync(`${FOLDER}/favicon.svg`, 'utf8')

/**
 * `maskable`: the system crops the icon to its own shape, but keeps at least the middle circle of
 * 80 % (W3C web app manifest, "safe zone"). So the background reaches the edge and the drawing
 * stays inside.
 */
const ICONS = [
  { name: '192', size: 192, maskable: false },
  { name: '512', size: 512, maskable: false },
  { name: 'maskable-512', size: 512, maskable: true },
]

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const { name, size, maskable } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const style = `body{margin:0;display:grid;place-items:center;height:100vh;${maskable ? 'background:#fff' : ''}}
    svg{width:${maskable ? 68 : 96}%}`
  await page.setContent(`<style>${style}</style>${svg}`)
  await page.screenshot({ path: `${FOLDER}/icons/${name}.png`, omitBackground: true })
  await page.close()
}
await browser.close()
