import { canChooseSpeaker, canTreat } from '#client/src/call/devices.ts'
import { connectionSettings } from '#client/src/frames/attach.ts'
import { canRecord } from '#client/src/recorder/recorder.ts'
import { missingHere } from '#client/src/ui/join/needs.ts'
import { canFloat } from '#client/src/ui/room/stage/floating-window.ts'
import { canFillScreen } from '#client/src/ui/room/stage/full-screen.ts'
import { canShare } from '#client/src/ui/room/toolbar/can-share.ts'
import { passkeysWork } from '#client/src/ui/security/passkey.ts'

/** What the product finds in this browser by its own trials: a row of docs/BROWSERS.md. */
const yes = (able: boolean) => (able ? 'yes' : 'no')
const streams = 'encodedInsertableStreams' in connectionSettings()

const abilities = {
  call: yes(missingHere().length === 0),
  frames: streams ? 'encoded streams' : 'script transform',
  share: yes(canShare()),
  blur: yes(canTreat('blur')),
  noise: yes(canTreat('denoise')),
  speaker: yes(canChooseSpeaker()),
  floating: yes(canFloat()),
  fullScreen: yes(canFillScreen()),
  record: yes(canRecord()),
  passkeys: yes(passkeysWork()),
}
Object.assign(globalThis, { abilities })
