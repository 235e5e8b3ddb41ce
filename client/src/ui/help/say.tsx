import { Fragment } from 'react'
import { TOKEN, textAt } from '../../i18n/guide.ts'

/** Texts of the catalog by the part they are in. */
export type Names = Record<string, object>

type Props = { names: Names; children: string }

/** A sentence of a guide, with its names of buttons filled in and emphasized. */
export function Say({ names, children }: Props) {
  // Split by a pattern with two groups: plain text, a name or nothing, a command or nothing, again.
  const pieces = children.split(TOKEN)
  const alone = pieces.join('') === pieces[1]
  return pieces.map((piece, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a sentence's pieces never move.
    <Fragment key={at}>{piece && said(names, piece, alone ? 0 : at % 3)}</Fragment>
  ))
}

function said(names: Names, piece: string, kind: number) {
  if (kind === 2) return <code>{piece}</code>
  const text = textAt(names, piece)
  return kind === 1 ? <strong>{text}</strong> : (text ?? piece)
}
