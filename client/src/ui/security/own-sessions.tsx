import { useState } from 'react'
import type { SessionView } from '#protocol/factors.ts'
import { accountApi } from '../../http/accounts.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

export function OwnSessions() {
  const texts = useTexts('security')
  const { value, failure, reload } = useLoaded(accountApi.sessions)
  const [asking, setAsking] = useState(false)
  const end = useAction(accountApi.endSession, () => void reload())
  return (
    <section className="card stack" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{texts.security.sessions}</h2>
      <p>{texts.security.sessionsBody}</p>
      <FailureAlert failure={failure ?? end.failure} />
      {value && (
        <ul aria-label={texts.security.sessionsList}>
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
            {texts.security.revokeOthers}
          </Button>
        </div>
      )}
      {asking && (
        <Confirm
          title={texts.security.revokeOthersTitle}
          body={texts.security.revokeOthersBody}
          submit={texts.security.revokeOthers}
          danger
          run={accountApi.endOtherSessions}
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
  const texts = useTexts('security')
  const { dateTime } = useTime()
  const browser = session.browser === '' ? texts.security.unknownBrowser : session.browser
  return (
    <li className="list-row list-row-wrap">
      <div>
        <strong>{browser}</strong>
        <p className="small soft">
          {texts.security.since(dateTime(session.createdAt))} ·{' '}
          {texts.security.seen(dateTime(session.seenAt))}
        </p>
      </div>
      {session.current ? (
        <span className="badge badge-ok">{texts.security.thisOne}</span>
      ) : (
        <Button small aria-label={texts.security.revokeNamed(browser)} onPress={onEnd}>
          {texts.security.revoke}
        </Button>
      )}
    </li>
  )
}
