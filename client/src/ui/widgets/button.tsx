import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ButtonProps } from 'react-aria-components/Button'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

export type Look = 'plain' | 'primary' | 'quiet' | 'danger'
type Props = Omit<ButtonProps, 'className' | 'children'> & {
  look?: Look
  icon?: IconName
  small?: boolean
  children?: ReactNode
}

const classes = (look: Look, small: boolean, square: boolean) =>
  `btn btn-${look}${small ? ' btn-small' : ''}${square ? ' btn-square' : ''}`

/** Without children it is a square with an icon and must have an aria-label. */
export function Button({ look = 'plain', icon, small = false, children, ...props }: Props) {
  return (
    <AriaButton {...props} className={classes(look, small, children === undefined)}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  )
}

export const linkClasses = (look: Look, small = false) => classes(look, small, false)
