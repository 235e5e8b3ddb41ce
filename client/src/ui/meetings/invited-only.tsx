import type { MeetingSummary } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { Confirm } from '../widgets/dialog.tsx'

type Props = { meeting: MeetingSummary; reload: () => Promise<void>; onClose: () => void }

/** The host's own switch, the only one: asked either way, for either has people on its other side. */
export function InvitedOnly({ meeting, reload, onClose }: Props) {
  const { meetings: t } = useText('meetings')
  const on = !meeting.invitedOnly
  return (
    <Confirm
      title={on ? t.closeTitle : t.openTitle}
      body={on ? t.closeBody : t.openBody}
      submit={on ? t.closeGuests : t.openGuests}
      run={async () => {
        const answer = await api.setInvitedOnly(meeting.id, on)
        await reload()
        return answer
      }}
      onClose={onClose}
    />
  )
}
