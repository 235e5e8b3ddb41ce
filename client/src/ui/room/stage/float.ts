import type { ViewValue } from './view.ts'

/** Document Picture-in-Picture (WICG): a small window of ours above all other programs. */
type Pictures = { requestWindow(size: { width: number; height: number }): Promise<Window> }
const pictures = (): Pictures | undefined =>
  (globalThis as { documentPictureInPicture?: Pictures }).documentPictureInPicture

export const canFloat = () => pictures() !== undefined

/** Must run inside a click. */
export async function openFloating(change: ViewValue['change']): Promise<void> {
  const opened = await pictures()
    ?.requestWindow({ width: 420, height: 320 })
    .catch(() => undefined)
  if (!opened) return
  dress(opened.document)
  opened.addEventListener('pagehide', () => change({ floating: null }), { once: true })
  change({ floating: opened })
}

/** A new window is bare: our styles, by their addresses as the policy wants it, and our colours. */
function dress(target: Document): void {
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    target.head.append(sheet.cloneNode(true))
  target.documentElement.lang = document.documentElement.lang
  target.documentElement.className = document.documentElement.className
}
