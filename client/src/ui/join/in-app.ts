/**
 * Whether the page is open in an app's own browser, by what it calls itself. Some name
 * themselves, Android marks the rest with `wv`, and on iPhones they lack Safari's name. Chooses only what is
 * explained (place.ts); what a browser can is tried (needs.ts).
 */
export const isInApp = (agent: string): boolean =>
  /Zalo|\bFB(AN|AV|_IAB)|\bLine\/|; wv\)|^(?=.*iP(hone|ad))(?!.*Safari)/.test(agent)
