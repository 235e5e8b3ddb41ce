import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { isOfNetwork } from '../../call/load.ts'
import type { AdmittedState, Call, CallState } from '../../call/types.ts'
import { fetchTexts, useText } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { Page } from '../shell/page.tsx'
import { isReloading, reload } from '../shell/unavailable.ts'
import { justMade } from '../meetings/just-made.ts'
import { Caught } from './caught.tsx'
import { Join } from './join.tsx'
import { PreviewStore } from './preview-store.ts'
import { hasEntered, loadDevices, loadSaving, setEntered } from './stored.ts'
import { useTakenLink } from './tab-link.ts'
import { useCall } from './use-call.ts'
import { Waiting } from './waiting.tsx'
import type { Why } from './why.ts'
import './join.css'

/** Keeps the first page light: the engine and the room load while the person fills in the form. */
const loadEngine = () => import('../../call/engine.ts')
const loadRoom = async () => (await import('../room/room.tsx')).Room
/** Texts that the room needs when it opens, loaded early so that nobody waits once admitted. */
export const ROOM_TEXTS = ['class', 'meeting', 'people', 'room', 'sealing'] as const
const Room = lazily(loadRoom, ...ROOM_TEXTS)
/** The end of a visit is fetched while it lasts, in case it comes with the end of the line. */
const loadClosed = async () => (await import('./closed.tsx')).Closed
const Closed = lazily(loadClosed, 'visit')
/** Once it is needed, the server may have another build, and this part under another name. */
const loadOutdated = async () => (await import('./outdated.tsx')).Outdated
const Outdated = lazily(loadOutdated, 'visit')
/** For a host who came here straight from making this meeting. */
const JustMade = lazily(
  async () => (await import('../meetings/just-made-dialog.tsx')).JustMade,
  'made',
  'meeting',
)

export function Visit({ id }: { id: string }) {
  const own = useTakenLink(id)
  const [store] = useState(() => new PreviewStore(loadDevices()))
  const [call, setCall] = useState<Call | null>(null)
  const [why, setWhy] = useState<Why | null>(null)
  const [returning, setReturning] = useState(() => hasEntered(id))
  // After a page reload, microphone and camera stay off until the person turns them on.
  const [returned, setReturned] = useState(returning && justMade(id) === null)
  const enter = useCallback(async () => {
    setEntered(id, true)
    const engine = await engineOr(setWhy)
    if (engine) {
      setWhy(null)
      const { asked, devices } = store.getState()
      const chosen = asked ? store.chosen() : allOff(devices)
      setCall(engine.startCall({ meetingId: id, devices: chosen, saving: loadSaving() }))
    }
    setReturning(false)
  }, [id, store])
  const ready = useCallback(async () => (await engineOr(setWhy)) !== null, [])

  useReturn(returning, enter)
  useIdleLoad()
  useEffect(() => () => store.close(), [store])
  useEffect(() => {
    if (!call) return undefined
    const dispose = () => call.dispose()
    // A page restored from the back/forward cache has already disposed its call.
    const awake = ({ persisted }: PageTransitionEvent) => persisted && reload()
    globalThis.addEventListener('pagehide', dispose)
    globalThis.addEventListener('pageshow', awake)
    return () => {
      globalThis.removeEventListener('pageshow', awake)
      globalThis.removeEventListener('pagehide', dispose)
      dispose()
    }
  }, [call])

  const backToForm = useCallback(
    (reason: Why | null) => {
      if (reason !== 'unreachable') setEntered(id, false)
      setWhy(reason)
      setReturned(false)
      setCall(null)
    },
    [id],
  )

  if (returning) return <Connecting />
  if (!call) return <Join {...{ id, store, why, own, ready }} onEntered={enter} />
  return <Visiting id={id} call={call} store={store} returned={returned} onPassword={backToForm} />
}

async function engineOr(onFailed: (why: Why) => void) {
  try {
    return await loadEngine()
  } catch (error) {
    onFailed(isOfNetwork(error) ? 'unreachable' : 'cannot_start')
    return null
  }
}

/** Microphone and camera need a click, so both are off after a reload or without a preview. */
const allOff = (devices: ReturnType<PreviewStore['chosen']>) => ({
  ...devices,
  microphone: { ...devices.microphone, on: false },
  camera: { ...devices.camera, on: false },
})

function useReturn(returning: boolean, enter: () => Promise<void>) {
  const begun = useRef(false)
  useEffect(() => {
    if (!returning || begun.current) return
    begun.current = true
    void enter()
  }, [returning, enter])
}

function useIdleLoad() {
  useEffect(() => {
    const load = () => {
      void Promise.all([
        loadEngine(),
        loadRoom(),
        loadClosed(),
        loadOutdated(),
        fetchTexts('visit', ...ROOM_TEXTS),
      ]).catch(() => undefined)
    }
    const timer = setTimeout(load, 1500)
    return () => clearTimeout(timer)
  }, [])
}

type Props = {
  id: string
  call: Call
  store: PreviewStore
  returned: boolean
  onPassword: (why: Why | null) => void
}

function Visiting({ id, call, store, returned, onPassword }: Props) {
  const state = useCall(call)
  const hosted = useHosted(state)
  const why = state.phase === 'password' ? state.why : null
  useEffect(() => {
    if (why) onPassword(why)
  }, [why, onPassword])
  useEffect(() => {
    if (state.phase === 'admitted' || state.phase === 'closed') store.close()
    // Someone sent back to the lobby does not go live again without turning the devices on.
    if (state.phase === 'admitted') store.rest()
    if (state.phase === 'closed') setEntered(id, false)
  }, [state.phase, store, id])
  useLinkAgain(state.phase === 'closed', onPassword)
  switch (state.phase) {
    case 'connecting':
    case 'password':
      return <Connecting />
    case 'outdated':
      return (
        <Suspense fallback={<Connecting />}>
          <Outdated />
        </Suspense>
      )
    case 'waiting':
      return <Waiting call={call} state={state} store={store} />
    case 'admitted':
      return (
        <Caught onError={() => isReloading() || call.fail()}>
          <Suspense fallback={<Connecting />}>
            <Room
              call={call}
              state={state}
              speakerId={store.getState().devices.speakerId}
              returned={returned}
            />
            {justMade(id) && <JustMade id={id} />}
          </Suspense>
        </Caught>
      )
    case 'closed':
      return (
        <Suspense fallback={<Connecting />}>
          <Closed
            reason={state.reason}
            message={state.message}
            hosted={hosted}
            onAgain={() => onPassword(null)}
          />
        </Suspense>
      )
  }
}

/**
 * Opening the meeting's link once more in the same tab loads no page, because only what is after its
 * `#` differs from the address. Whoever does it wants to come in again.
 */
function useLinkAgain(over: boolean, onAgain: (why: null) => void) {
  useEffect(() => {
    if (!over) return undefined
    const again = () => onAgain(null)
    globalThis.addEventListener('hashchange', again)
    return () => globalThis.removeEventListener('hashchange', again)
  }, [over, onAgain])
}

type Hosted = { id: string; title: string }

/** The meeting this person hosted when they were last in it; null if they did not. */
function useHosted(state: CallState): Hosted | null {
  const [hosted, setHosted] = useState<Hosted | null>(null)
  const meeting = state.phase === 'admitted' && isHost(state) ? state.meeting : null
  const [id, title] = [meeting?.id, meeting?.title]
  const known = hosted?.id === id && hosted?.title === title
  if (id !== undefined && title !== undefined && !known) setHosted({ id, title })
  return hosted
}

const isHost = ({ participants, self }: AdmittedState) =>
  participants.some(({ id, role }) => id === self && role === 'host')

function Connecting() {
  const t = useText()
  return (
    <Page>
      <output className="soft">{t.join.connecting}</output>
    </Page>
  )
}
