import { useCallback, useId, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Icon } from '../../widgets/icons.tsx'
import type { IconName } from '../../widgets/icons.tsx'
import { keysOf } from '../keys.ts'
import type { Shortcut } from '../keys.ts'
import { PANEL_ID } from '../panels/panel.tsx'
import type { PanelName, Panels } from '../panels/use-panels.ts'
import { useShortcut } from '../use-keys.ts'

type Count = { number: number; text: string; urgent?: boolean }
export const countOf = (number: number, text: string, urgent = false): Count | null =>
  number > 0 ? { number, text, urgent } : null

export type ToolProps = {
  /** Says what a press does; the short text below the icon is part of it. */
  name: string
  short: string
  icon: IconName
  look?: 'on' | 'off' | 'danger' | 'active'
  /** Why it cannot be done now. The button stays reachable and a press says it. */
  barred?: string | null
  count?: Count | null
  open?: boolean
  /** The id of what it opens; a panel, unless told. */
  controls?: string
  /** On a narrow screen it stands behind the button for more. */
  rare?: boolean
  /** Keys that do the same as a press. */
  shortcut?: Shortcut
  /** Without it, whoever holds the button acts: a menu. */
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
    rare,
    controls = PANEL_ID,
    shortcut,
    onPress,
  } = props
  const id = useId()
  const slot = useRef<HTMLDivElement>(null)
  useShortcut(slot, shortcut, onPress)
  // React Aria hands this attribute on to no button.
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
      data-rare={rare}
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
        {...(onPress ? { onPress } : {})}
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

type PanelToolProps = Pick<ToolProps, 'name' | 'icon' | 'count' | 'rare' | 'shortcut'> & {
  panels: Panels
  opens: PanelName
}

/** Opens its panel, and closes it when it is open. */
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
