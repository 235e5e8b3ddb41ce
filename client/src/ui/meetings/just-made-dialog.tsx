import { useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { Invitation } from './invitation.tsx'
import { justMade } from './just-made.ts'
import './made.css'

/** Opens once, in the room of a meeting that was made on this page a moment ago. */
export function JustMade({ id }: { id: string }) {
  const { made: t } = useText('made')
  const [open, setOpen] = useState(true)
  const secret = justMade(id)
  const close = () => setOpen(false)
  if (secret === null || !open) return null
  return (
    <Dialog title={t.ready} onClose={close}>
      <Invitation secret={secret} plan={null} passwordName={t.passwordOf.meeting} />
      <div className="dialog-actions">
        <Button onPress={close}>{t.close}</Button>
      </div>
    </Dialog>
  )
}
