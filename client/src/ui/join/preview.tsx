import { Suspense, useSyncExternalStore } from 'react'
import type { OwnSource } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { DeviceSelects } from './device-selects.tsx'
import { Level } from './level.tsx'
import type { PreviewState, PreviewStore } from './preview-store.ts'
import { SpeakerTest } from './speaker-test.tsx'
import type { Step } from './speaker-test.tsx'
import { Video } from './video.tsx'

/** Loaded lazily: it is at the bottom of the page, and joining does not depend on it. */
const Effects = lazily(async () => (await import('./effects.tsx')).Effects, 'effects')

/** In the lobby the call engine already holds the devices, so it follows every choice. */
export type Following = {
  turn: (which: 'microphone' | 'camera', on: boolean) => void
  choose: (which: 'microphone' | 'camera', deviceId: string) => void
  setEffect: (which: 'microphone' | 'camera', effect: boolean) => void
}

/** What a test of the devices wants to know. */
export type Tested = {
  /** The microphone has heard something. */
  onHeard: () => void
  onSpeaker: (step: Step) => void
}

type Props = { store: PreviewStore; follow?: Following; tested?: Tested }

export function Preview({ store, follow, tested }: Props) {
  const t = useText()
  const state = useSyncExternalStore(store.subscribe, store.getState)
  return (
    <section className="preview stack" aria-label={t.devices.title}>
      <Picture source={state.camera} />
      {state.asked ? (
        <Switches
          state={state}
          turn={(which, on) => {
            void store.turn(which, on)
            follow?.turn(which, on)
          }}
        />
      ) : (
        <div className="stack-tight">
          <p className="small soft">{t.devices.explain}</p>
          <Button icon="camera" onPress={() => void store.start()}>
            {t.devices.start}
          </Button>
        </div>
      )}
      <Problems state={state} />
      <Absences state={state} />
      {state.microphone.state === 'live' && (
        <div className="stack-tight">
          <Level track={state.microphone.track} onHeard={tested?.onHeard} />
          <p className="small soft">{t.devices.levelHint}</p>
        </div>
      )}
      {state.asked && <Selects store={store} state={state} follow={follow} />}
      <SpeakerTest speakerId={speakerOf(state)} onStep={tested?.onSpeaker} />
      {state.asked && !tested && (
        <Suspense>
          <Effects
            chosen={{
              microphone: state.devices.microphone.effect,
              camera: state.devices.camera.effect,
            }}
            onChange={(which, effect) => {
              void store.setEffect(which, effect)
              follow?.setEffect(which, effect)
            }}
          />
        </Suspense>
      )}
    </section>
  )
}

type SelectsProps = { store: PreviewStore; state: PreviewState; follow: Following | undefined }

function Selects({ store, state: { lists, devices }, follow }: SelectsProps) {
  const choose = (which: 'microphone' | 'camera') => (id: string) => {
    void store.choose(which, id)
    follow?.choose(which, id)
  }
  return (
    <DeviceSelects
      lists={lists}
      chosen={{
        microphone: devices.microphone.deviceId,
        camera: devices.camera.deviceId,
        speaker: devices.speakerId,
      }}
      onMicrophone={choose('microphone')}
      onCamera={choose('camera')}
      onSpeaker={(id) => store.chooseSpeaker(id)}
    />
  )
}

/** The chosen speaker if it is connected, otherwise the system default. */
const speakerOf = ({ devices: { speakerId }, lists }: PreviewState) =>
  lists.speakers.some(({ deviceId }) => deviceId === speakerId) ? speakerId : null

function Picture({ source }: { source: OwnSource }) {
  const t = useText()
  return (
    <div className="preview-picture dark">
      {source.state === 'live' ? (
        <Video track={source.track} label={t.devices.previewOf} mirrored />
      ) : (
        <p className="soft">
          {source.state === 'starting' ? t.devices.starting : t.devices.cameraOff}
        </p>
      )}
    </div>
  )
}

type SwitchProps = {
  state: PreviewState
  turn: (which: 'microphone' | 'camera', on: boolean) => void
}

const isOn = (source: OwnSource) => source.state === 'live' || source.state === 'starting'

function Switches({ state, turn }: SwitchProps) {
  const t = useText()
  const heard = isOn(state.microphone)
  const seen = isOn(state.camera)
  return (
    <div className="row">
      <Button icon={heard ? 'mic' : 'micOff'} onPress={() => turn('microphone', !heard)}>
        {heard ? t.devices.turnMicrophoneOff : t.devices.turnMicrophoneOn}
      </Button>
      <Button icon={seen ? 'camera' : 'cameraOff'} onPress={() => turn('camera', !seen)}>
        {seen ? t.devices.turnCameraOff : t.devices.turnCameraOn}
      </Button>
    </div>
  )
}

function Problems({ state }: { state: PreviewState }) {
  const t = useText()
  const { microphone, camera } = state
  if (microphone.state !== 'failed' && camera.state !== 'failed') return null
  const same =
    microphone.state === 'failed' && camera.state === 'failed' && microphone.error === camera.error
  return (
    <Alert tone="warn">
      {camera.state === 'failed' && (
        <p>
          {same
            ? t.deviceErrors[camera.error]
            : t.devices.cameraProblem(t.deviceErrors[camera.error])}
        </p>
      )}
      {microphone.state === 'failed' && !same && (
        <p>{t.devices.microphoneProblem(t.deviceErrors[microphone.error])}</p>
      )}
      <p>{t.devices.withoutDevices}</p>
    </Alert>
  )
}

/** Which chosen devices are missing, and what replaces them until they are back. */
function Absences({ state }: { state: PreviewState }) {
  const t = useText()
  const { lost, devices, lists } = state
  const sentences = (['microphone', 'camera'] as const).flatMap((which) => {
    const [gone, source] = [lost[which], state[which]]
    return gone && source.state === 'live'
      ? [t.deviceChanges.lost(gone.label || t.devices[which], source.track.label)]
      : []
  })
  const { speakerId } = devices
  if (lists.speakers.length > 0 && speakerId !== null && !heardFrom(speakerId, lists.speakers))
    sentences.push(t.deviceChanges.speakerLost)
  if (sentences.length === 0) return null
  return (
    <Alert tone="warn">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Alert>
  )
}

const heardFrom = (id: string, speakers: MediaDeviceInfo[]) =>
  speakers.some(({ deviceId }) => deviceId === id)
