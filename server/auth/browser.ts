/** The order matters: each browser's user agent also contains the names of those after it. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/\S+ .*Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/**
 * A label that lets users recognize their browser, such as "Chrome · Windows". The user agent
 * itself is not kept.
 */
export function browserOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 400)
  const known = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(text))?.[1]
  return [known(BROWSERS), known(SYSTEMS)].filter((word) => word !== undefined).join(' · ')
}
