import { useState } from 'react'
import type { SessionView } from '../../../../server/protocol/factors.ts'
import { api } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

export function OwnSessions() {
  const t = useText()
  const { value, failure, reload } = useLoaded(api.sessions)
  const [asking, setAsking] = useState(false)
  const end = useAction(api.endSession, () => void reload())
  return (
    <section className="card stack" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{t.security.sessions}</h2>
      <p>{t.security.sessionsBody}</p>
      <FailureAlert failure={failure ?? end.failure} />
      {value && (
        <ul aria-label={t.security.sessionsList}>
          {value.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => void end.start(session.id)}
            />
          ))}
        </ul>
      )}
      {value && value.length > 1 && (
        <div className="row">
          <Button look="danger" onPress={() => setAsking(true)}>
            {t.security.revokeOthers}
          </Button>
        </div>
      )}
      {asking && (
        <Confirm
          title={t.security.revokeOthersTitle}
          body={t.security.revokeOthersBody}
          submit={t.security.revokeOthers}
          danger
          run={api.endOtherSessions}
          onDone={() => {
            setAsking(false)
            void reload()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function SessionRow({ session, onEnd }: { session: SessionView; onEnd: () => void }) {
  const t = useText()
  const { dateTime } = useTime()
  const browser = session.browser === '' ? t.security.unknownBrowser : session.browser
  return (
    <li className="list-row list-row-wrap">
      <div>
        <strong>{browser}</strong>
        <p className="small soft">
          {t.security.since(dateTime(session.createdAt))} ·{' '}
          {t.security.seen(dateTime(session.seenAt))}
        </p>
      </div>
      {session.current ? (
        <span className="badge badge-ok">{t.security.thisOne}</span>
      ) : (
        <Button small aria-label={t.security.revokeNamed(browser)} onPress={onEnd}>
          {t.security.revoke}
        </Button>
      )}
    </li>
  )
}
