const DAY = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
// Not 24:00 for midnight, and no a.m. and p.m., whatever the language does by itself.
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** How a moment is written: the day first, the year with four digits, 24 hours; the visitor's zone. */
const FORMATS = {
  time: TIME,
  date: DAY,
  dateTime: { ...DAY, ...TIME },
  /** To the second. */
  exact: { ...DAY, ...TIME, second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type Times = Record<keyof typeof FORMATS, (at: number) => string>

/** @param locale as BCP 47 writes it; `zone` for tests, else the visitor's */
export function timesOf(locale: string, zone?: string): Times {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    return (at: number) => format.format(at)
  }
  return {
    time: write(FORMATS.time),
    date: write(FORMATS.date),
    dateTime: write(FORMATS.dateTime),
    exact: write(FORMATS.exact),
  }
}
