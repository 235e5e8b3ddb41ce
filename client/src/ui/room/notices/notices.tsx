import { useState } from 'react'
import type { HostNotice } from '#protocol/model.ts'
import { shownNotices } from '../../../call/notices.ts'
import type { Notice } from '../../../call/notices.ts'
import { api } from '../../../http/api.ts'
import { useText, useTime } from '../../../i18n/text.ts'
import type { Texts } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Confirm } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'

const MOST = 3

/** Current notices: the planned end for everyone, and what needs action for moderators. */
export function Notices({ onRenew }: { onRenew: () => void }) {
  const t = useText('people')
  const { call, state, leader } = useRoom()
  const notices = leader ? state.notices : []
  return (
    <section className="notices" aria-label={t.notices.title} aria-live="polite">
      <Closing />
      {shownNotices(notices, MOST).map((notice) => (
        <div key={notice.key} className="toast toast-warn">
          <p>{textOf(t, notice)}</p>
          <div className="row">
            <NoticeActions notice={notice} onRenew={onRenew} />
            <Button
              look="quiet"
              small
              icon="close"
              aria-label={t.common.dismissMessage}
              onPress={() => call.dismissNotice(notice.key)}
            />
          </div>
        </div>
      ))}
    </section>
  )
}

function NoticeActions({ notice, onRenew }: { notice: Notice; onRenew: () => void }) {
  const t = useText('people')
  const { call, state, me, ask } = useRoom()
  const done = () => call.dismissNotice(notice.key)
  if (notice.type === 'share_requested')
    return (
      <Button small movesAway onPress={() => void ask('share.grant', { id: notice.id }).then(done)}>
        {t.notices.grant}
      </Button>
    )
  if (notice.type === 'invite_two_networks') return <Revoke notice={notice} onDone={done} />
  if (notice.type !== 'wrong_passwords') return null
  return (
    <>
      {!state.meeting.locked && (
        <Button small onPress={() => void ask('meeting.lock', { locked: true }).then(done)}>
          {t.notices.lock}
        </Button>
      )}
      {me.role === 'host' && (
        <Button small onPress={onRenew}>
          {t.notices.renew}
        </Button>
      )}
    </>
  )
}

type RevokeProps = { notice: HostNotice & { type: 'invite_two_networks' }; onDone: () => void }

/** Only the host can revoke invitations; co-hosts just see the notice. */
function Revoke({ notice, onDone }: RevokeProps) {
  const t = useText('people')
  const { state, me } = useRoom()
  const [asking, setAsking] = useState(false)
  if (me.role !== 'host') return null
  return (
    <>
      <Button small onPress={() => setAsking(true)}>
        {t.notices.revokeInvite}
      </Button>
      {asking && (
        <Confirm
          title={t.notices.revokeTitle(notice.name)}
          body={t.notices.revokeBody}
          submit={t.notices.revokeInvite}
          danger
          run={() => api.revokeInvite(state.meeting.id, notice.invite)}
          onDone={onDone}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function textOf(t: Texts<'people'>, notice: Notice): string {
  switch (notice.type) {
    case 'share_requested':
      return t.notices.shareRequested(notice.name)
    case 'knock_while_locked':
      return t.notices.knockWhileLocked(notice.name, notice.count)
    case 'start_failed':
      return t.notices.startFailed(notice.name)
    case 'wrong_passwords':
      return t.notices.wrongPasswords(notice.count)
    case 'turned_away_full':
      return t.notices.turnedAwayFull(notice.name, notice.count)
    case 'invite_two_networks':
      return t.notices.inviteTwoNetworks(notice.name)
  }
}

const PROLONG_MINUTES = [15, 30] as const

/** [CAL4] Tells everyone once that the planned end is near. The host can extend the meeting. */
function Closing() {
  const t = useText('people')
  const { time } = useTime()
  const { state, me, ask } = useRoom()
  const { closesAt, closing } = state.meeting
  const [seen, setSeen] = useState<number | null>(null)
  if (!closing || closesAt === null || seen === closesAt) return null
  return (
    <div className="toast toast-warn">
      <p>{t.hours.closing(time(closesAt))}</p>
      <div className="row">
        {me.role === 'host' &&
          PROLONG_MINUTES.map((minutes) => (
            <Button key={minutes} small onPress={() => void ask('meeting.prolong', { minutes })}>
              {t.hours.prolong(minutes)}
            </Button>
          ))}
        <Button
          look="quiet"
          small
          icon="close"
          aria-label={t.common.dismissMessage}
          onPress={() => setSeen(closesAt)}
        />
      </div>
    </div>
  )
}
