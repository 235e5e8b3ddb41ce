import type { Item } from './arrange.ts'
import { useRoom } from '../context.ts'
import { DocumentStage } from '../panels/documents.tsx'
import { SharedScreen } from './shared-screen.tsx'

type Props = { item: Item; width: number; height: number }

/** A shared screen or a document among the faces. */
export function SharedTile({ item, width, height }: Props) {
  const { state } = useRoom()
  const screen = state.tracks.find(({ id }) => id === item.id)
  return (
    <li className="tile" style={{ width, height }}>
      {item.what === 'document' && <DocumentStage />}
      {screen && <SharedScreen screen={screen} />}
    </li>
  )
}
