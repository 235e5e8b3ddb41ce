import { useEffect, useSyncExternalStore } from 'react'
import type { Call, CallState } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Illustration } from '../shell/illustration.tsx'
import { late } from '../shell/late.tsx'
import { Page } from '../shell/page.tsx'
import { OfficeHead } from '../shell/office-mark.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { Preview } from './preview.tsx'
import type { Following } from './preview.tsx'
import type { PreviewStore } from './preview-store.ts'

/** Few people's links prove nothing. */
const loadProof = () => import('./waiting-proof.tsx')
const OtherLink = late(async () => (await loadProof()).OtherLink, 'visit')
const WaitingProof = late(async () => (await loadProof()).WaitingProof, 'visit')

type Props = {
  call: Call
  state: Extract<CallState, { phase: 'waiting' }>
  store: PreviewStore
}

export function Waiting({ call, state, store }: Props) {
  const t = useText()
  const { link, spoken } = state.keys
  const follow: Following = {
    turn: (which, on) => {
      void (which === 'microphone' ? call.setMicrophone(on) : call.setCamera(on))
    },
    choose: (which, id) => {
      void (which === 'microphone' ? call.chooseMicrophone(id) : call.chooseCamera(id))
    },
    setEffect: (which, effect) => void call.setEffect(which, effect),
  }
  useSameAs(store, call)
  return (
    <Page wide>
      <div className="join">
        <section className="card stack">
          <OfficeHead />
          <Illustration name={state.link === 'up' ? 'waiting' : 'offline'} />
          {link === 'other' ? (
            <OtherLink />
          ) : (
            <>
              <PageTitle>{state.returned ? t.waiting.returnedTitle : t.waiting.title}</PageTitle>
              <div className="waiting-line" aria-hidden="true" />
              <p>{state.returned ? t.waiting.returnedBody : t.waiting.body}</p>
            </>
          )}
          <div aria-live="polite" className="stack">
            {state.link !== 'up' && <Alert tone="warn">{t.link[state.link]}</Alert>}
            {(link === 'none' || spoken) && <WaitingProof call={call} keys={state.keys} />}
            {state.message !== null && <Message text={state.message} />}
          </div>
          <p className="small soft">{t.join.notRecorded}</p>
          <Button icon="leave" onPress={() => void call.leave()}>
            {t.waiting.leave}
          </Button>
        </section>
        <Preview store={store} follow={follow} />
      </div>
    </Page>
  )
}

/** Makes the call follow the preview: a device plugged in while waiting is also on in the call. */
function useSameAs(store: PreviewStore, call: Call): void {
  const { microphone, camera } = useSyncExternalStore(store.subscribe, store.getState)
  useEffect(() => {
    if (microphone.state === 'live') void call.setMicrophone(true)
  }, [microphone.state, call])
  useEffect(() => {
    if (camera.state === 'live') void call.setCamera(true)
  }, [camera.state, call])
}

function Message({ text }: { text: string }) {
  const t = useText()
  return (
    <figure className="host-message">
      <figcaption className="small soft">{t.waiting.messageFrom}</figcaption>
      <blockquote>{text}</blockquote>
    </figure>
  )
}
