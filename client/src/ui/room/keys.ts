/**
 * The keys of a call. Letters stand for places on the keyboard (`event.code`), so that they work
 * alike under every layout and under Vietnamese input methods. None is a letter that browsers on
 * Windows keep for themselves (Alt+D, Alt+E, Alt+F).
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

/** As shown, and as `aria-keyshortcuts` wants it. */
export const keysOf = (shortcut: Shortcut): string => `Alt+${SHORTCUTS[shortcut]}`

/** What has the focus: a text being typed, something that keys belong to, or nothing of the kind. */
export type Focus = 'text' | 'modal' | 'control' | 'free'

export type Pressed = Pick<
  KeyboardEvent,
  'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'
>

/** AltGr arrives as Ctrl+Alt on Windows: it types letters and is none of ours. */
export function shortcutOf(pressed: Pressed, focus: Focus): Shortcut | null {
  const { code, altKey, ctrlKey, metaKey, shiftKey, repeat } = pressed
  if (!altKey || ctrlKey || metaKey || shiftKey || repeat) return null
  if (focus === 'text' || focus === 'modal') return null
  const found = Object.entries(SHORTCUTS).find(([, letter]) => code === `Key${letter}`)
  return found ? (found[0] as Shortcut) : null
}

/** Space presses whatever control has the focus; only where none has it does it open the mouth. */
export function isTalkKey(pressed: Pressed, focus: Focus): boolean {
  const { code, altKey, ctrlKey, metaKey, shiftKey } = pressed
  return code === 'Space' && focus === 'free' && !altKey && !ctrlKey && !metaKey && !shiftKey
}

const TEXT =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'
const MODAL = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const CONTROL = 'button, a[href], input, summary, label, [tabindex="0"]'

/** By selectors and not by class: the floating window has classes of its own. */
export function focusOf(target: EventTarget | null): Focus {
  if (!target || !('closest' in target)) return 'free'
  const within = (selector: string) => (target as Element).closest(selector) !== null
  if (within(TEXT)) return 'text'
  if (within(MODAL)) return 'modal'
  return within(CONTROL) ? 'control' : 'free'
}
