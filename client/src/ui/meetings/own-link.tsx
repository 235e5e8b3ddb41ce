import { useEffect, useState } from 'react'
import type { MeetingSummary } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { ownEnd } from '../../secrets/links.ts'
import { CoveredQr } from '../covered-qr.tsx'
import { meetingLink } from '../shell/router.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { Covered } from '../widgets/masked.tsx'
import './made.css'

/** The host's own link, which brings the key of the meeting to another device of theirs. */
export function OwnLink({ meeting, onClose }: { meeting: MeetingSummary; onClose: () => void }) {
  const t = useText('meeting', 'meetings')
  const end = useOwnEnd(meeting)
  const link = end && `${meetingLink(meeting.id)}${end}`
  return (
    <Dialog title={t.meetings.ownLink} onClose={onClose}>
      {link === null && <p>{t.meetings.ownLinkNone}</p>}
      {link && (
        <>
          <p>{t.meetings.ownLinkBody}</p>
          <Alert tone="warn">{t.meetings.ownLinkWarning}</Alert>
          <div className="stack-tight">
            <Covered label={t.secret.link} always>
              {(cover) => (
                <output className="secret-value" aria-label={t.secret.link}>
                  {cover ?? link}
                </output>
              )}
            </Covered>
            <div className="row">
              <CopyButton text={link} label={t.secret.copyLink} />
            </div>
          </div>
          <figure className="made-code">
            <CoveredQr text={link} label={t.meetings.ownLinkCode} always />
            <figcaption className="small soft">{t.meetings.ownLinkCodeWhat}</figcaption>
          </figure>
        </>
      )}
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

/** Undefined until it is known; null if the key is not in this browser. */
function useOwnEnd({ id, founder }: MeetingSummary): string | null | undefined {
  const [end, setEnd] = useState<string | null>()
  useEffect(() => {
    let gone = false
    void ownEnd(id, founder).then((found) => {
      if (!gone) setEnd(found)
    })
    return () => {
      gone = true
    }
  }, [id, founder])
  return end
}
