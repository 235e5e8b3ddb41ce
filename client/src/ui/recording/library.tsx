import { useState } from 'react'
import type { RecordingSummary } from '#protocol/recording.ts'
import { api } from '../../http/api.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Page } from '../shell/page.tsx'
import { Empty } from '../shell/empty.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { OwnKey } from './own-key.tsx'
import { Player } from './player.tsx'
import { Share } from './share.tsx'
import './recording.css'

export function Library() {
  return (
    <Page>
      <SignedIn>{() => <Load />}</SignedIn>
    </Page>
  )
}

function Load() {
  const r = useTexts('recording')
  const keys = useLoaded(api.recordingKeys)
  const off = keys.failure?.code === 'not_found'
  return (
    <div className="stack">
      <PageTitle>{r.library.title}</PageTitle>
      <p>{off ? r.library.off : r.library.intro}</p>
      {!off && <FailureAlert failure={keys.failure} />}
      {keys.value && (
        <>
          <OwnKey mine={keys.value.mine} reload={keys.reload} />
          <List />
        </>
      )}
    </div>
  )
}

type Asked = { what: 'open' | 'share' | 'remove'; recording: RecordingSummary }

function List() {
  const r = useTexts('recording')
  const { value, failure, reload } = useLoaded(api.recordings)
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const done = () => {
    close()
    void reload()
  }
  return (
    <>
      <FailureAlert failure={failure} />
      {value?.length === 0 && <Empty picture="ended" text={r.library.empty} />}
      <ul className="cards">
        {value?.map((recording) => (
          <Card key={recording.id} recording={recording} ask={setAsked} />
        ))}
      </ul>
      {asked?.what === 'open' && <Player recording={asked.recording} onClose={close} />}
      {asked?.what === 'share' && (
        <Share recording={asked.recording} onDone={done} onClose={close} />
      )}
      {asked?.what === 'remove' && (
        <Confirm
          title={r.library.removeTitle}
          body={r.library.removeWhat}
          submit={r.library.remove}
          danger
          run={() => api.deleteRecording(asked.recording.id)}
          onDone={done}
          onClose={close}
        />
      )}
    </>
  )
}

type CardProps = { recording: RecordingSummary; ask: (asked: Asked) => void }

function Card({ recording, ask }: CardProps) {
  const r = useTexts('recording')
  const { dateTime } = useTime()
  const { title, host, mine, startedAt, endedAt, expiresAt, readers, bytes } = recording
  const minutes = endedAt === null ? 0 : Math.round((endedAt - startedAt) / 60_000)
  return (
    <li className="card stack-tight" aria-label={title}>
      <h2>{title}</h2>
      <p className="soft small">
        {[
          dateTime(startedAt),
          endedAt === null ? r.library.running : r.library.length(minutes),
          `${(bytes / 1e6).toFixed(1)} MB`,
        ].join(' · ')}
      </p>
      <p className="soft small">
        {r.library.host(host)} · {r.library.expires(dateTime(expiresAt))}
      </p>
      {readers.length > 0 && <p className="small">{r.library.readers(readers.join(', '))}</p>}
      {endedAt !== null && (
        <div className="row">
          <Button small look="primary" onPress={() => ask({ what: 'open', recording })}>
            {r.library.play}
          </Button>
          {mine && (
            <>
              <Button small onPress={() => ask({ what: 'share', recording })}>
                {r.library.share}
              </Button>
              <Button small look="danger" onPress={() => ask({ what: 'remove', recording })}>
                {r.library.remove}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
