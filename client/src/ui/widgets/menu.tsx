import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button } from './button.tsx'
import type { Look } from './button.tsx'
import type { IconName } from './icons.tsx'

export type MenuEntry = { id: string; label: string; danger?: boolean; run: () => void }
export type MenuPart = { id: string; heading?: string; entries: MenuEntry[] }
type Props = {
  /** Read aloud; the visible text, if any, is `text`. */
  name: string
  text?: string
  icon?: IconName
  look?: Look
  dark?: boolean
  parts: MenuPart[]
}

export function Menu({ name, text, icon = 'more', look = 'quiet', dark = false, parts }: Props) {
  const shown = parts.filter((part) => part.entries.length > 0)
  return (
    <MenuTrigger>
      <Button small={text !== undefined} look={look} icon={icon} aria-label={name}>
        {text}
      </Button>
      <Popover className={`menu-popover${dark ? ' dark' : ''}`} placement="bottom end">
        <AriaMenu className="menu" aria-label={name}>
          {shown.map((part) => (
            <MenuSection key={part.id} aria-label={part.heading ?? name} className="menu-part">
              {part.heading && <Header className="menu-heading">{part.heading}</Header>}
              {part.entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={`${part.id}.${entry.id}`}
                  textValue={entry.label}
                  className={`menu-item${entry.danger ? ' menu-item-danger' : ''}`}
                  onAction={entry.run}
                >
                  {entry.label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
