import { calendarEn } from './calendar.en.ts'
import { calendarVi } from './calendar.vi.ts'
import type { CalendarTexts } from './calendar.vi.ts'
import type { Language } from './languages.ts'
import { useLanguage } from './text.ts'

/** Both come with the calendar's own chunk: they are small, and nobody waits for a second file. */
export const CALENDAR_TEXTS: Record<Language, CalendarTexts> = { vi: calendarVi, en: calendarEn }

export const useCalendarText = (): CalendarTexts => CALENDAR_TEXTS[useLanguage()]
