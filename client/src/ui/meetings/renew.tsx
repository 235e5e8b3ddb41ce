import { useState } from 'react'
import type { MeetingSecret } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { Confirm } from '../widgets/dialog.tsx'
import { passwordOf, PasswordChooser } from './password-choice.tsx'
import type { PasswordChoice } from './password-choice.tsx'

type Props = {
  meeting: { id: string; title: string }
  onDone: (secret: MeetingSecret) => void
  onClose: () => void
}

export function RenewPassword({ meeting, onDone, onClose }: Props) {
  const t = useText('meetings')
  const [choice, setChoice] = useState<PasswordChoice>({ kind: 'proposed' })
  return (
    <Confirm
      title={t.meetings.renewTitle}
      body={t.meetings.renewBody}
      submit={t.meetings.renewSubmit}
      run={() => api.renewPassword(meeting.id, passwordOf(choice))}
      onDone={onDone}
      onClose={onClose}
    >
      <PasswordChooser choice={choice} context={meeting.title} onChange={setChoice} />
    </Confirm>
  )
}
