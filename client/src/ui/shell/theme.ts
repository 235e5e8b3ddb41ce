import { useSyncExternalStore } from 'react'

/** `system` follows the operating system setting and its changes. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'anhop.theme'
const wantsDark = matchMedia('(prefers-color-scheme: dark)')
/** Paper is light, whatever the screen is. */
const onPaper = matchMedia('print')
const ownColors = matchMedia('(forced-colors: active)')
const listeners = new Set<() => void>()
let current: Theme = 'system'
let pictures = false

const apply = () => {
  const dark = current === 'dark' || (current === 'system' && (wantsDark.matches || pictures))
  document.documentElement.classList.toggle('dark', dark && !onPaper.matches)
}

/**
 * Dark around pictures, as in a cinema, until the returned function is called; unless the person
 * chose the light theme, or colors of their own in the system.
 */
export function darkenAroundPictures(): () => void {
  pictures = !ownColors.matches
  apply()
  return () => {
    pictures = false
    apply()
  }
}

export function chooseTheme(theme: Theme): void {
  current = theme
  apply()
  try {
    localStorage.setItem(STORED, theme)
  } catch {
    // Storage may be disabled; the choice then lasts until the page closes.
  }
  for (const listener of listeners) listener()
}

/** Must run before the first paint, to avoid a flash of the wrong colors. */
export function restoreTheme(): void {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED)
  } catch {
    stored = null
  }
  current = THEMES.find((theme) => theme === stored) ?? 'system'
  apply()
  wantsDark.addEventListener('change', apply)
  onPaper.addEventListener('change', apply)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current)
