import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

export type Look = 'plain' | 'primary' | 'quiet' | 'danger'
type Props = Omit<ComponentProps<'button'>, 'className' | 'children' | 'onClick' | 'disabled'> & {
  look?: Look
  icon?: IconName
  small?: boolean
  children?: ReactNode
  isDisabled?: boolean
  /** After a press somebody else's button stands here: a double click is for one of them. */
  movesAway?: boolean
  onPress?: () => void
}

export const buttonClasses = (look: Look, small: boolean, square: boolean) =>
  `btn btn-${look}${small ? ' btn-small' : ''}${square ? ' btn-square' : ''}`

/**
 * Without children, renders a square icon button, which needs an aria-label. A native button
 * handles keyboard, touch and screen readers without code, which keeps the join page small.
 */
export function Button(props: Props) {
  const {
    look = 'plain',
    icon,
    small = false,
    children,
    isDisabled,
    movesAway = false,
    onPress,
    type,
    ...rest
  } = props
  return (
    <button
      {...rest}
      // In a form, a button without a type would submit it.
      type={type === 'submit' ? 'submit' : 'button'}
      className={buttonClasses(look, small, children === undefined)}
      disabled={isDisabled}
      onClick={({ detail }) => {
        if (!movesAway || detail < 2) onPress?.()
      }}
    >
      <ButtonInside icon={icon}>{children}</ButtonInside>
    </button>
  )
}

type InsideProps = { icon?: IconName | undefined; children?: ReactNode }

export const ButtonInside = ({ icon, children }: InsideProps) => (
  <>
    {icon && <Icon name={icon} />}
    {children !== undefined && <span>{children}</span>}
  </>
)

export const linkClasses = (look: Look, small = false) => buttonClasses(look, small, false)
