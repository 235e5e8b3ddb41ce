/** The result of one check. `warn`: it works, but not for long or not for many people. */
export type Finding = { check: string; state: 'ok' | 'warn' | 'bad'; said: string }
export type Said = Omit<Finding, 'check'>

export const ok = (said: string) => ({ state: 'ok', said }) as const
export const warn = (said: string) => ({ state: 'warn', said }) as const
export const bad = (said: string) => ({ state: 'bad', said }) as const
