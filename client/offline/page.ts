/** The page shown when the server is unreachable, generated when the client is built. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { textsOf } from '../build/texts.ts'
import { LANGUAGES } from '../src/i18n/languages.ts'
import type { Language } from '../src/i18n/languages.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

async function section(language: Language): Promise<string> {
  const { title, body } = await textsOf(language, 'offline')
  const { appName, common } = await textsOf(language, 'main')
  return `<main lang="${language}" data-title="${escaped(`${title} · ${appName}`)}">
<h1>${escaped(title)}</h1><p>${escaped(body)}</p>
<button type="button">${escaped(common.retry)}</button></main>`
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** One self-contained document; its CSP allows no other resource and no other script. */
export async function offlinePage(): Promise<{ html: string; policy: string }> {
  const style = read('../src/ui/tokens.css') + read('page.css')
  const script = read('page.js')
  const sections = await Promise.all(LANGUAGES.map(section))
  const html = `<!doctype html><html lang="${LANGUAGES[0]}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>An Họp</title>
<style>${style}</style></head><body>${sections.join('\n')}<script>${script}</script></body></html>`
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return { html, policy }
}

/** Adds `/sw.js`, which contains that page. The worker stores nothing else and has no cache. */
export function offlineWorker(): Plugin {
  return {
    name: 'offline-worker',
    apply: 'build',
    async generateBundle() {
      const { html, policy } = await offlinePage()
      const source = read('worker.js')
        .replace("'OFFLINE_PAGE'", () => JSON.stringify(html))
        .replace("'OFFLINE_POLICY'", () => JSON.stringify(policy))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
