import { createContext, useCallback, useContext, useId, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Icon } from '../../widgets/icons.tsx'
import type { IconName } from '../../widgets/icons.tsx'
import { MenuFrom } from '../../widgets/menu.tsx'
import type { MenuPart } from '../../widgets/menu.tsx'
import { keysOf } from '../keys.ts'
import type { Shortcut } from '../keys.ts'
import { PANEL_ID } from '../panels/panel.tsx'
import type { PanelName, Panels } from '../panels/use-panels.ts'
import { useShortcut } from '../use-keys.ts'

type Count = { number: number; text: string; urgent?: boolean }
export const countOf = (number: number, text: string, urgent = false): Count | null =>
  number > 0 ? { number, text, urgent } : null

/** Closes the sheet that a tool stands in, see more-tool.tsx; null in the bar. */
export const SheetContext = createContext<(() => void) | null>(null)

export type ToolProps = {
  /** Describes what a press does. Includes the short text below the icon. */
  name: string
  short: string
  icon: IconName
  look?: 'on' | 'off' | 'danger' | 'active'
  /**
   * Why the action is unavailable. The button stays focusable, and a press announces the reason.
   */
  barred?: string | null
  count?: Count | null
  open?: boolean
  /** Id of the element it opens; the panel by default. */
  controls?: string
  /** Shortcut with the same effect as a press. */
  shortcut?: Shortcut
  /** Omitted if the parent handles presses, as for a menu. */
  onPress?: () => void
}

export function Tool(props: ToolProps) {
  const {
    name,
    short,
    icon,
    look = 'on',
    barred,
    count,
    open,
    controls = PANEL_ID,
    shortcut,
    onPress,
  } = props
  const id = useId()
  const slot = useRef<HTMLDivElement>(null)
  const closeSheet = useContext(SheetContext)
  useShortcut(slot, shortcut, onPress)
  // React Aria does not pass this attribute on to its buttons.
  const keyed = useCallback(
    (button: HTMLButtonElement | null) => {
      if (shortcut) button?.setAttribute('aria-keyshortcuts', keysOf(shortcut))
    },
    [shortcut],
  )
  const described = barred || count ? `${id}-more` : undefined
  return (
    <div
      ref={slot}
      className="tool-slot"
      {...(shortcut ? { title: `${name} (${keysOf(shortcut)})` } : {})}
    >
      <AriaButton
        {...(shortcut ? { ref: keyed } : {})}
        className="tool"
        data-look={look}
        data-barred={barred ? true : undefined}
        aria-label={name}
        aria-describedby={described}
        {...(open === undefined ? {} : { 'aria-expanded': open })}
        {...(open ? { 'aria-controls': controls } : {})}
        {...(onPress
          ? {
              onPress: () => {
                closeSheet?.()
                onPress()
              },
            }
          : {})}
      >
        <Icon name={icon} />
        <span className="tool-text" aria-hidden="true">
          {short}
        </span>
      </AriaButton>
      {count && (
        <span className="tool-count" data-urgent={count.urgent || undefined} aria-hidden="true">
          {count.number}
        </span>
      )}
      {described && (
        <span id={described} className="visually-hidden">
          {barred || count?.text}
        </span>
      )}
    </div>
  )
}

/** A tool that opens a menu. */
export function MenuTool({
  name,
  icon,
  parts,
}: Pick<ToolProps, 'name' | 'icon'> & { parts: MenuPart[] }) {
  const closeSheet = useContext(SheetContext)
  return (
    <MenuFrom name={name} parts={parts} onChosen={closeSheet ?? undefined}>
      <Tool name={name} short={name} icon={icon} />
    </MenuFrom>
  )
}

type PanelToolProps = Pick<ToolProps, 'name' | 'icon' | 'count' | 'shortcut'> & {
  panels: Panels
  opens: PanelName
}

/** Toggles its panel. */
export function PanelTool({ panels, opens, ...tool }: PanelToolProps) {
  return (
    <Tool
      {...tool}
      short={tool.name}
      open={panels.open === opens}
      onPress={() => panels.toggle(opens)}
    />
  )
}
