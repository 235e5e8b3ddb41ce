import { useState } from 'react'
import { calendarApi } from '../../http/calendar.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Masked } from '../widgets/masked.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

/** [CAL7] The private address of the person's calendar feed: shown once, dead when revoked. */
export function Feed() {
  const { feed: c } = useTexts('calendar')
  const { dateTime } = useTime()
  const { value, failure, reload } = useLoaded(calendarApi.feed)
  const [url, setUrl] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const make = useAction(calendarApi.makeFeed, (made) => {
    setUrl(made.url)
    void reload()
  })
  const since = value?.since ?? null
  return (
    <section className="card stack" aria-labelledby="feed">
      <h2 id="feed">{c.title}</h2>
      <p>{c.what}</p>
      <p>{since === null ? c.none : c.since(dateTime(since))}</p>
      {url !== null && (
        <>
          <Alert tone="warn">{c.once}</Alert>
          <Masked className="secret-value" label={c.link} text={url} />
          <CopyButton text={url} label={c.copy} />
        </>
      )}
      <FailureAlert failure={make.failure ?? failure} />
      <div className="row">
        <Button isDisabled={make.pending} onPress={() => void make.start()}>
          {since === null ? c.make : c.renew}
        </Button>
        {since !== null && (
          <Button look="danger" onPress={() => setAsking(true)}>
            {c.revoke}
          </Button>
        )}
      </div>
      {since !== null && <p className="small soft">{c.renewWhat}</p>}
      {asking && (
        <Confirm
          title={c.revokeTitle}
          body={c.revokeBody}
          submit={c.revoke}
          danger
          run={calendarApi.revokeFeed}
          onDone={() => {
            setAsking(false)
            setUrl(null)
            void reload()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
