import { useLocale } from '../../i18n/text.ts'

const BYTES = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const BITS = ['kilobit', 'megabit', 'gigabit', 'terabit'] as const

function format(
  locale: string,
  value: number,
  units: typeof BYTES | typeof BITS,
  per = '',
): string {
  const power = Math.max(1, Math.min(4, Math.floor(Math.log10(Math.max(value, 1)) / 3)))
  const unit = `${units[power - 1] ?? units[0]}${per}`
  const style = { style: 'unit', unit, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(value / 1000 ** power)
}

/** Formats bytes in the largest unit that gives a value of at least 1. */
export function useSize(): (bytes: number) => string {
  const locale = useLocale()
  return (bytes) => format(locale, bytes, BYTES)
}

/** Formats bits per second in the same way. */
export function useBitrate(): (bits: number) => string {
  const locale = useLocale()
  return (bits) => format(locale, bits, BITS, '-per-second')
}
