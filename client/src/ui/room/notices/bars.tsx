import { Suspense, useState } from 'react'
import { surfaceOf } from '../../../call/devices.ts'
import type { BandwidthMode } from '../../../call/select-layers.ts'
import { useText } from '../../../i18n/text.ts'
import type { Texts } from '../../../i18n/text.ts'
import { saveSaving } from '../../join/stored.ts'
import { lazily } from '../../shell/lazily.ts'
import { Button } from '../../widgets/button.tsx'
import { useRoom } from '../context.ts'
import { KeyBars } from '../sealing/bars.tsx'
import { ShownQuestion } from '../stage/podium.tsx'

/** Needed only if the server can record. */
const RecordingBar = lazily(
  async () => (await import('../../recording/recording.tsx')).RecordingBar,
  'recording',
)

/** Ongoing states: no connection, no host, a recording, the person's own screen share. */
export function Bars({ returned }: { returned: boolean }) {
  const t = useText('room')
  const { state } = useRoom()
  return (
    <div aria-live="polite">
      <LinkBar />
      <KeyBars />
      <InterruptedBar />
      {returned && <ReturnedBar />}
      {!state.meeting.hostPresent && <p className="bar bar-warn">{t.room.noHost}</p>}
      <LineBar />
      <ShownQuestion />
      {state.meeting.recording && (
        <Suspense>
          <RecordingBar />
        </Suspense>
      )}
      <OwnShareBar />
    </div>
  )
}

/**
 * That nothing arrives, and what happens next. Turned-on devices look as if everybody heard and saw
 * them, so it says that they may not.
 */
function LinkBar() {
  const t = useText()
  const { link, own } = useRoom().state
  if (link === 'up') return null
  const on = [own.microphone, own.camera, own.screen].some(({ state }) => state === 'live')
  return (
    <p className="bar bar-warn">
      {t.link[link]} {on && t.link.unheard}
    </p>
  )
}

/**
 * After a page reload microphone and camera are off, and the person may believe that they can be
 * heard. Gone as soon as one of them is on.
 */
function ReturnedBar() {
  const t = useText('room')
  const { call, state } = useRoom()
  const [dismissed, setDismissed] = useState(false)
  const { own, grant } = state
  if (dismissed || own.microphone.state === 'live' || own.camera.state === 'live') return null
  return (
    <div className="bar bar-warn">
      <span>{t.room.returned}</span>
      {grant.includes('microphone') && (
        <Button small onPress={() => void call.setMicrophone(true)}>
          {t.room.micAgain}
        </Button>
      )}
      {grant.includes('camera') && (
        <Button small onPress={() => void call.setCamera(true)}>
          {t.room.camAgain}
        </Button>
      )}
      <Button
        look="quiet"
        small
        icon="close"
        aria-label={t.common.dismissMessage}
        onPress={() => setDismissed(true)}
      />
    </div>
  )
}

/** After a phone call, or a while in the background, some phones give nothing back by themselves. */
function InterruptedBar() {
  const t = useText('room')
  const { call, state } = useRoom()
  const { microphone, camera } = state.own
  const [unheard, unseen] = ['interrupted' in microphone, 'interrupted' in camera]
  if (!unheard && !unseen) return null
  return (
    <div className="bar bar-warn">
      <span>{t.room.interrupted}</span>
      {unheard && (
        <Button small onPress={() => void call.setMicrophone(true)}>
          {t.room.micAgain}
        </Button>
      )}
      {unseen && (
        <Button small onPress={() => void call.setCamera(true)}>
          {t.room.camAgain}
        </Button>
      )}
    </div>
  )
}

/** Says why pictures or all media are missing, with a button to show pictures anyway. */
function LineBar() {
  const t = useText('room')
  const { call, state } = useRoom()
  const { saving, metered, held, machine, pictures } = state.bandwidth
  if (state.blocked && state.link === 'up')
    return <p className="bar bar-warn">{t.line.blocked(state.blocked.turnTls)}</p>
  if (pictures === 'paused')
    return (
      <div className="bar bar-warn">
        <span>{whyPaused(t, state.bandwidth)}</span>
        <Button small onPress={() => call.showPictures()}>
          {t.line.showAgain}
        </Button>
      </div>
    )
  if (machine === 2 && !saving) return <p className="bar">{t.line.machineNow}</p>
  if (metered) return <MeteredBar />
  return saving && held.size > 0 ? <p className="bar">{t.line.savingNow}</p> : null
}

/** [QOS4] Nobody chose this, so they are told, and can turn it off for good. */
function MeteredBar() {
  const t = useText('room')
  const { call } = useRoom()
  const [dismissed, setDismissed] = useState(false)
  const turnOff = () => {
    saveSaving(false)
    call.saveData(false)
  }
  if (dismissed) return null
  return (
    <div className="bar">
      <span>{t.line.meteredNow}</span>
      <Button small onPress={turnOff}>
        {t.line.saveNoMore}
      </Button>
      <Button
        look="quiet"
        small
        icon="close"
        aria-label={t.common.dismissMessage}
        onPress={() => setDismissed(true)}
      />
    </div>
  )
}

function whyPaused(t: Texts<'room'>, { cause, resting, recovering }: BandwidthMode): string {
  if (recovering) return t.line.recovering
  if (cause === 'processor') return t.line.busyOnly
  return resting ? t.line.voiceOnly : t.line.soundOnly
}

/** Omits the shared screen itself: a window that shows itself would repeat endlessly. */
function OwnShareBar() {
  const t = useText('room')
  const { call, state } = useRoom()
  const { screen } = state.own
  if (screen.state !== 'live' && screen.state !== 'muted') return null
  const surface = surfaceOf(screen.track)
  return (
    <>
      <output className="bar bar-share">
        <span>{t.room.sharing}</span>
        <Button small onPress={() => void call.stopShare()}>
          {t.room.stopShare}
        </Button>
      </output>
      {surface !== 'other' && <p className="bar bar-warn">{t.ownShare[surface]}</p>}
    </>
  )
}
