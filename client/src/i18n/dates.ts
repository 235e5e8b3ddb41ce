const DAY = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
// 24-hour time with 00:00 for midnight, regardless of the locale's default.
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** Date formats: day first, four-digit year, 24 hours, in the visitor's time zone. */
const FORMATS = {
  time: TIME,
  date: DAY,
  dateTime: { ...DAY, ...TIME },
  /** With seconds. */
  exact: { ...DAY, ...TIME, second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type Times = Record<keyof typeof FORMATS, (at: number) => string>

/**
 * @param locale BCP 47 tag
 * @param zone for tests; defaults to the visitor's time zone
 */
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
