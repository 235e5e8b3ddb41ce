import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  SubmenuTrigger,
} from 'react-aria-components/Menu'
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
  /** Keeps its place while it would change nothing. */
  disabled?: boolean
  run: () => void
}
/** Opens further entries beside the menu. */
export type Submenu = { id: string; label: string; entries: MenuEntry[] }
/** With `chosen`, the entries are options and these ids are the selected ones. */
export type MenuPart = {
  id: string
  heading?: string
  entries: (MenuEntry | Submenu)[]
  chosen?: { how: 'single' | 'multiple'; ids: string[] }
}
type Props = {
  /** Runs when a choice closes the menu, as all do but those that can be several. */
  onChosen?: (() => void) | undefined
  /** Accessible name; the visible text, if any, is `text`. */
  name: string
  text?: string
  icon?: IconName
  look?: Look
  /** A long menu opens beside its button, where it has the window's full height. */
  beside?: boolean
  parts: MenuPart[]
}

export function Menu({ name, text, icon = 'more', look = 'quiet', beside = false, parts }: Props) {
  return (
    <MenuFrom name={name} parts={parts} beside={beside}>
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
export function MenuFrom(props: Omit<Props, 'text'> & { children: ReactNode }) {
  const { name, parts, beside = false, onChosen, children } = props
  return (
    <MenuTrigger>
      {children}
      <Popover className="menu-popover" placement={beside ? 'left top' : 'bottom end'}>
        <AriaMenu className="menu" aria-label={name} onClose={() => onChosen?.()}>
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
      {entries.map((entry) =>
        'entries' in entry ? (
          <Sub key={entry.id} part={id} sub={entry} />
        ) : (
          <Entry key={entry.id} part={id} entry={entry} chosen={chosen !== undefined} />
        ),
      )}
    </MenuSection>
  )
}

type EntryProps = { part: string; entry: MenuEntry; chosen?: boolean }

function Entry({ part, entry, chosen = false }: EntryProps) {
  return (
    <MenuItem
      id={`${part}.${entry.id}`}
      textValue={entry.label}
      className={`menu-item${entry.danger ? ' menu-item-danger' : ''}`}
      isDisabled={entry.disabled === true}
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
  )
}

function Sub({ part, sub }: { part: string; sub: Submenu }) {
  return (
    <SubmenuTrigger>
      <MenuItem id={`${part}.${sub.id}`} textValue={sub.label} className="menu-item menu-item-more">
        {sub.label}
        <Icon name="next" />
      </MenuItem>
      <Popover className="menu-popover">
        <AriaMenu className="menu" aria-label={sub.label}>
          {sub.entries.map((entry) => (
            <Entry key={entry.id} part={sub.id} entry={entry} />
          ))}
        </AriaMenu>
      </Popover>
    </SubmenuTrigger>
  )
}
