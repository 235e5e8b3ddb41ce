import { reconnectDelay } from '../signaling/reconnect.ts'

/**
 * Every browser reports a module that failed to load as a TypeError, unlike one that cannot run.
 */
export const isOfNetwork = (error: unknown): boolean =>
  error instanceof TypeError && /import|module|fetch|load/i.test(error.message)

/**
 * Loads a module, again and again if the network is in the way, as a lost connection is made again.
 * Rejects with the last error once `isOver`, and with that of a module which cannot run.
 */
export async function persistently<T>(load: () => Promise<T>, isOver: () => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await load()
    } catch (error) {
      if (isOver() || !isOfNetwork(error)) throw error
      const delay = reconnectDelay(attempt, Math.random())
      await new Promise((resolve) => setTimeout(resolve, delay))
      if (isOver()) throw error
    }
  }
}
