import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import type { PreviewServer } from 'vite'

const configFile = 'client/vite.config.ts'

/** Builds and serves the client's gallery, or another page of client/dev. */
export class Gallery {
  readonly #server: PreviewServer
  readonly #folder: string
  readonly url: string

  private constructor(server: PreviewServer, folder: string, page: string) {
    this.#server = server
    this.#folder = folder
    const url = server.resolvedUrls?.local[0]
    if (url === undefined) throw new Error('the gallery has no address')
    this.url = `${url}dev/${page}.html`
  }

  /** @param page of client/dev */
  static async open(page = 'gallery'): Promise<Gallery> {
    const outDir = await mkdtemp(join(tmpdir(), 'anhop-gallery-'))
    const input = `client/dev/${page}.html`
    const options = { configFile, logLevel: 'error' as const }
    await build({ ...options, build: { outDir, minify: false, rolldownOptions: { input } } })
    const server = await preview({ ...options, build: { outDir }, preview: { port: 0 } })
    return new Gallery(server, outDir, page)
  }

  async close(): Promise<void> {
    await this.#server.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
