import type { ViewValue } from './view.ts'

/** Document Picture-in-Picture (WICG): a small always-on-top window with our own content. */
type Pictures = { requestWindow(size: { width: number; height: number }): Promise<Window> }
const pictures = (): Pictures | undefined =>
  (globalThis as { documentPictureInPicture?: Pictures }).documentPictureInPicture

export const canFloat = () => pictures() !== undefined

/** Must be called in a click handler. */
export async function openFloating(change: ViewValue['change']): Promise<void> {
  const opened = await pictures()
    ?.requestWindow({ width: 420, height: 320 })
    .catch(() => undefined)
  if (!opened) return
  dress(opened.document)
  opened.addEventListener('pagehide', () => change({ floating: null }), { once: true })
  change({ floating: opened })
}

/**
 * A new window has no styles. Copies ours as links, which the CSP requires, along with the theme.
 */
function dress(target: Document): void {
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    target.head.append(sheet.cloneNode(true))
  target.documentElement.lang = document.documentElement.lang
  target.documentElement.className = document.documentElement.className
}
