import type { ReactNode } from 'react'
import { Illustration } from './illustration.tsx'
import type { IllustrationName } from './drawings.tsx'

type Props = { picture: IllustrationName; text: string; children?: ReactNode }

/** In place of a list with nothing in it: says so, and what to do; `children` is the button for it. */
export function Empty({ picture, text, children }: Props) {
  return (
    <div className="empty">
      <Illustration name={picture} />
      <p>{text}</p>
      {children}
    </div>
  )
}
