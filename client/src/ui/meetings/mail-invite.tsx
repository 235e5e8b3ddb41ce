import { useState } from 'react'
import type { FormEvent } from 'react'
import type { InviteLink, InviteView } from '#protocol/http.ts'
import { isMailAddress } from '#protocol/mail-address.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { mailInvites } from './keyed-invites.ts'
import type { Keyed } from './keyed-invites.ts'

type Props = {
  meeting: Keyed
  invite: InviteView
  /** The previous address, if this page still knows it. */
  to: string
  onSent: (links: InviteLink[], to: string) => void
  onClose: () => void
}

/** Mails one invitation to one address, for the first time or again. */
export function MailInvite({ meeting, invite, to: known, onSent, onClose }: Props) {
  const t = useText()
  const texts = useTexts('invites')
  const [to, setTo] = useState(known)
  const [checked, setChecked] = useState(false)
  const address = to.trim()
  const { start, pending, failure } = useAction(mailInvites, (links) => onSent(links, address))
  const wrongAddress = checked && !isMailAddress(address)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isMailAddress(address)) return
    void start(meeting, [{ id: invite.id, to: address }])
  }
  return (
    <Dialog title={texts.mail.sendTitle(invite.name)} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <p>{texts.mail.sendBody}</p>
        <TextField
          label={texts.mail.address}
          value={to}
          onChange={setTo}
          error={wrongAddress ? texts.mail.badAddress(address) : null}
          type="email"
          exact
          autoComplete="off"
          isRequired
        />
        <FailureAlert failure={failure} />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" isDisabled={pending}>
            {texts.mail.send}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
