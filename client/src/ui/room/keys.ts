/**
 * Shortcuts in a call. Letters are physical keys (`event.code`), so that they work with every
 * layout and with Vietnamese input methods. None is reserved by browsers on Windows (Alt+D, Alt+E,
 * Alt+F).
 */
export const SHORTCUTS = {
  microphone: 'A',
  camera: 'V',
  hand: 'Y',
  share: 'S',
  people: 'U',
  chat: 'H',
  lobby: 'L',
  next: 'N',
  keys: 'K',
} as const
export type Shortcut = keyof typeof SHORTCUTS

/** For display and for `aria-keyshortcuts`. */
export const keysOf = (shortcut: Shortcut): string => `Alt+${SHORTCUTS[shortcut]}`

/** What has focus: a text field, a modal or menu with its own keys, another control, or none. */
export type Focus = 'text' | 'modal' | 'control' | 'free'

export type Pressed = Pick<
  KeyboardEvent,
  'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'
>

/** Ignores AltGr, which Windows reports as Ctrl+Alt, because it types letters. */
export function shortcutOf(pressed: Pressed, focus: Focus): Shortcut | null {
  const { code, altKey, ctrlKey, metaKey, shiftKey, repeat } = pressed
  if (!altKey || ctrlKey || metaKey || shiftKey || repeat) return null
  if (focus === 'text' || focus === 'modal') return null
  const found = Object.entries(SHORTCUTS).find(([, letter]) => code === `Key${letter}`)
  return found ? (found[0] as Shortcut) : null
}

/** Space activates the focused control, so it unmutes only if none has focus. */
export function isTalkKey(pressed: Pressed, focus: Focus): boolean {
  const { code, altKey, ctrlKey, metaKey, shiftKey } = pressed
  return code === 'Space' && focus === 'free' && !altKey && !ctrlKey && !metaKey && !shiftKey
}

const TEXT =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'
const MODAL = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const CONTROL = 'button, a[href], input, summary, label, [tabindex="0"]'

/** Matches selectors instead of `instanceof`, because the floating window has its own classes. */
export function focusOf(target: EventTarget | null): Focus {
  if (!target || !('closest' in target)) return 'free'
  const within = (selector: string) => (target as Element).closest(selector) !== null
  if (within(TEXT)) return 'text'
  if (within(MODAL)) return 'modal'
  return within(CONTROL) ? 'control' : 'free'
}
