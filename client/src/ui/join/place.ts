import { isInApp } from './in-app.ts'

/** Where a page is open, as far as the steps to another browser depend on it. */
export type Place = {
  /** The app whose own browser this is. */
  app: App | null
  /** `safari`: an iPhone or iPad with Safari; `ios`: one with another browser, or an app's. */
  system: 'safari' | 'ios' | 'android' | 'computer'
}
export type App = (typeof APPS)[number][0] | 'other'

/** Messenger calls itself Facebook too. */
const APPS = [
  ['zalo', /Zalo/],
  ['messenger', /MessengerForiOS|MessengerLite|Orca-Android/],
  ['facebook', /\bFB(AN|AV|_IAB)/],
  ['line', /\bLine\//],
] as const

export function placeOf(agent: string = navigator.userAgent): Place {
  const app = isInApp(agent)
    ? (APPS.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'other')
    : null
  if (/\bAndroid\b/.test(agent)) return { app, system: 'android' }
  if (!/iPhone|iPad/.test(agent)) return { app, system: 'computer' }
  // Other browsers put their own name where Safari has its version.
  return { app, system: app === null && /\bVersion\//.test(agent) ? 'safari' : 'ios' }
}
