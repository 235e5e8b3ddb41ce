import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { buttonClasses, ButtonInside } from './button.tsx'
import type { Look } from './button.tsx'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

export type MenuEntry = {
  id: string
  label: string
  icon?: IconName
  danger?: boolean
  run: () => void
}
/** With `chosen`, the entries are options and these ids are the selected ones. */
export type MenuPart = {
  id: string
  heading?: string
  entries: MenuEntry[]
  chosen?: { how: 'single' | 'multiple'; ids: string[] }
}
type Props = {
  /** Also runs after a choice, whichever it is. */
  onChosen?: (() => void) | undefined
  /** Accessible name; the visible text, if any, is `text`. */
  name: string
  text?: string
  icon?: IconName
  look?: Look
  parts: MenuPart[]
}

export function Menu({ name, text, icon = 'more', look = 'quiet', parts }: Props) {
  return (
    <MenuFrom name={name} parts={parts}>
      <AriaButton
        className={buttonClasses(look, text !== undefined, text === undefined)}
        aria-label={name}
      >
        <ButtonInside icon={icon}>{text}</ButtonInside>
      </AriaButton>
    </MenuFrom>
  )
}

/** A menu for a button passed as children. */
export function MenuFrom({
  name,
  parts,
  onChosen,
  children,
}: Omit<Props, 'text'> & { children: ReactNode }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="menu-popover" placement="bottom end">
        <AriaMenu className="menu" aria-label={name} onAction={() => onChosen?.()}>
          {parts.map(
            (part) => part.entries.length > 0 && <Part key={part.id} part={part} name={name} />,
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Part({ part, name }: { part: MenuPart; name: string }) {
  const { id, heading, entries, chosen } = part
  const choice = chosen && {
    selectionMode: chosen.how,
    selectedKeys: chosen.ids.map((one) => `${id}.${one}`),
  }
  return (
    <MenuSection aria-label={heading ?? name} className="menu-part" {...choice}>
      {heading && <Header className="menu-heading">{heading}</Header>}
      {entries.map((entry) => (
        <MenuItem
          key={entry.id}
          id={`${id}.${entry.id}`}
          textValue={entry.label}
          className={`menu-item${entry.danger ? ' menu-item-danger' : ''}`}
          onAction={entry.run}
        >
          {({ isSelected }) => (
            <>
              {chosen && <span className="menu-check">{isSelected && <Icon name="check" />}</span>}
              {entry.icon && <Icon name={entry.icon} />}
              {entry.label}
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  )
}
