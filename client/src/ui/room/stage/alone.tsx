import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { useOpenDialog } from '../context.ts'

/** Over the own picture, while nobody else is there: how to change that. */
export function Alone() {
  const { room, invite } = useText('room')
  const openDialog = useOpenDialog()
  return (
    <div className="alone">
      <p>{room.alone}</p>
      <Button icon="invited" look="primary" onPress={() => openDialog('invite')}>
        {invite.title}
      </Button>
    </div>
  )
}
