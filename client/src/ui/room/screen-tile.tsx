import type { Item } from './arrange.ts'
import { useRoom } from './context.ts'
import { SharedScreen } from './shared-screen.tsx'

type Props = { item: Item; width: number; height: number }

/** A shared screen among the faces. */
export function ScreenTile({ item, width, height }: Props) {
  const { state } = useRoom()
  const screen = state.tracks.find(({ id }) => id === item.id)
  return (
    <li className="tile" style={{ width, height }}>
      {screen && <SharedScreen screen={screen} />}
    </li>
  )
}
