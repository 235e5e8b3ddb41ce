/**
 * Lets a context go on after the system has interrupted it, as phones do for a phone call: when it
 * says so, when the page is shown again, and at the latest with the next tap. Until it is closed.
 */
export function keepRunning(context: AudioContext, page: EventTarget = document): void {
  const resume = () => {
    if (context.state === 'closed') {
      for (const type of PAGE_EVENTS) page.removeEventListener(type, resume)
      context.removeEventListener('statechange', resume)
    } else if (context.state !== 'running') context.resume().catch(() => {})
  }
  for (const type of PAGE_EVENTS) page.addEventListener(type, resume)
  context.addEventListener('statechange', resume)
  resume()
}

const PAGE_EVENTS = ['visibilitychange', 'pointerup', 'keyup']
