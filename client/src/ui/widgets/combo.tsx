import { Button } from 'react-aria-components/Button'
import { ComboBox, Input, Label } from 'react-aria-components/ComboBox'
import { ListBox, ListBoxItem, ListBoxSection, Header } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { useId } from 'react'
import { Icon } from './icons.tsx'
import './combo.css'

export type ComboOption = { id: string; label: string; detail?: string }
export type ComboGroup = { id: string; heading: string; options: readonly ComboOption[] }

type Props = {
  label: string
  hint?: string
  text: string
  onText: (text: string) => void
  groups: readonly ComboGroup[]
  chosen: string | null
  onChoose: (id: string) => void
  /** What the list says instead of options; without it, the list closes when there are none. */
  empty?: string
  /** Opens the list on focus, before anything is typed. */
  openOnFocus?: boolean
}

/** A text field that searches a list. The caller filters, because only it knows the whole list. */
export function Combo(props: Props) {
  const { label, hint, text, onText, groups, chosen, onChoose, empty, openOnFocus = false } = props
  const id = useId()
  const found = groups.filter(({ options }) => options.length > 0)
  return (
    <ComboBox
      className="field"
      items={found}
      inputValue={text}
      onInputChange={onText}
      value={chosen}
      onChange={(key) => {
        if (key !== null) onChoose(String(key))
      }}
      menuTrigger={openOnFocus ? 'focus' : 'input'}
      aria-describedby={hint === undefined ? undefined : id}
      allowsEmptyCollection={empty !== undefined}
      allowsCustomValue
    >
      <Label className="field-label">{label}</Label>
      <div className="combo">
        <Input className="input" autoComplete="off" />
        <Button className="btn btn-quiet btn-square combo-open">
          <Icon name="down" />
        </Button>
      </div>
      {hint !== undefined && (
        <span id={id} className="field-hint">
          {hint}
        </span>
      )}
      <Popover className="menu-popover combo-popover">
        <ListBox
          className="menu"
          items={found}
          renderEmptyState={() => <p className="soft combo-empty">{empty}</p>}
        >
          {(group: ComboGroup) => (
            <ListBoxSection id={group.id} className="menu-part">
              <Header className="menu-heading">{group.heading}</Header>
              {group.options.map((option) => (
                <ListBoxItem
                  key={option.id}
                  id={option.id}
                  textValue={option.label}
                  className="menu-item combo-item"
                >
                  {option.label}
                  {option.detail !== undefined && (
                    <span className="small soft">{option.detail}</span>
                  )}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
