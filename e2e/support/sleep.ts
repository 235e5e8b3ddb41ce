import type { Browser } from '@playwright/test'
import type { Person } from './browser.ts'

/** A page that has not answered by then is asleep, even on a slow machine. */
const PATIENCE_MS = 15_000

const answers = async ({ page }: Person): Promise<boolean> =>
  Promise.race([
    page.evaluate(() => true),
    new Promise<false>((resolve) => {
      setTimeout(() => resolve(false), PATIENCE_MS)
    }),
  ])

/** The renderer processes of this browser. */
async function renderers(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession()
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  await cdp.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/**
 * Stops the process of this person's page, like a machine that goes to sleep: no timers, packets or
 * answers. Returns a function that wakes it up.
 */
export async function putToSleep(person: Person): Promise<() => void> {
  const browser = person.context.browser()
  if (!browser) throw new Error('no browser')
  for (const pid of await renderers(browser)) {
    process.kill(pid, 'SIGSTOP')
    if (!(await answers(person))) return () => process.kill(pid, 'SIGCONT')
    process.kill(pid, 'SIGCONT')
  }
  throw new Error('no process of this page')
}
