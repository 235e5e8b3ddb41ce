import { permissionOf } from '../../../call/devices.ts'
import type { OwnSource } from '../../../call/types.ts'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { useTalking } from '../use-keys.ts'
import { Tool } from './tool.tsx'
import type { ToolProps } from './tool.tsx'

const isOn = (source: OwnSource) => source.state === 'live' || source.state === 'starting'

export function MediaTools() {
  const t = useText('room')
  const { call, state, me, leader, say, ask } = useRoom()
  const { own, grant } = state
  const talking = useTalking()
  const heard = isOn(own.microphone)
  const seen = isOn(own.camera)
  const barred = (source: 'microphone' | 'camera', text: string) =>
    grant.includes(source) ? null : leader ? t.room.forbiddenLeader : text
  const micBarred = heard ? null : barred('microphone', t.room.micForbidden)
  const camBarred = seen ? null : barred('camera', t.room.camForbidden)
  const raised = me.hand !== null
  // If the browser is going to prompt, explain the prompt before it appears.
  const turnOn = async (device: 'microphone' | 'camera') => {
    if ((await permissionOf(device)) === 'prompt') {
      say(t.devices.willAsk[device])
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
    await (device === 'microphone' ? call.setMicrophone(true) : call.setCamera(true))
  }
  return (
    <div className="tools">
      <Tool
        name={heard ? t.devices.turnMicrophoneOff : t.devices.turnMicrophoneOn}
        short={t.room.mic}
        icon={heard ? 'mic' : 'micOff'}
        look={talking ? 'active' : heard ? 'on' : 'off'}
        shortcut="microphone"
        barred={micBarred}
        onPress={() => {
          if (micBarred) say(micBarred)
          else void (heard ? call.setMicrophone(false) : turnOn('microphone'))
        }}
      />
      <Tool
        name={seen ? t.devices.turnCameraOff : t.devices.turnCameraOn}
        short={t.room.cam}
        icon={seen ? 'camera' : 'cameraOff'}
        look={seen ? 'on' : 'off'}
        shortcut="camera"
        barred={camBarred}
        onPress={() => {
          if (camBarred) say(camBarred)
          else void (seen ? call.setCamera(false) : turnOn('camera'))
        }}
      />
      <ShareTool />
      <Tool
        name={raised ? t.room.lowerHand : t.room.raiseHand}
        short={raised ? t.room.lowerHand : t.room.raiseHand}
        icon="hand"
        look={raised ? 'active' : 'on'}
        shortcut="hand"
        onPress={() => void ask('hand.raise', { raised: !raised })}
      />
    </div>
  )
}

const canShare = () => {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
  return devices !== undefined && 'getDisplayMedia' in devices
}

function ShareTool() {
  const share = useShare()
  return <Tool rare shortcut="share" {...share} />
}

type Share = Pick<ToolProps, 'name' | 'short' | 'icon' | 'look' | 'barred' | 'onPress'>

/** Always the same button, so that focus survives requesting and being granted the share. */
function useShare(): Share {
  const { room: t } = useText('room')
  const { call, state } = useRoom()
  const start = useStartShare()
  const request = useShareRequest()
  const { screen } = state.own
  if (isOn(screen) || screen.state === 'muted')
    return {
      name: t.stopShare,
      short: t.stopShare,
      icon: 'screenStop',
      look: 'active',
      onPress: () => void call.stopShare(),
    }
  return state.grant.includes('screen') ? start : request
}

function useStartShare(): Share {
  const { room: t } = useText('room')
  const { call, state, say } = useRoom()
  const other = state.tracks.find(
    ({ source, participant }) => source === 'screen' && participant !== state.self,
  )
  const sharer = state.participants.find(({ id }) => id === other?.participant)
  const taken = sharer ? t.shareTaken(sharer.name) : null
  const barred = canShare() ? taken : t.shareUnsupported
  return {
    name: t.share,
    short: t.shareShort,
    icon: 'screen',
    barred,
    onPress: () => (barred ? say(barred) : void call.startShare()),
  }
}

function useShareRequest(): Share {
  const { room: t } = useText('room')
  const { say, ask } = useRoom()
  const barred = canShare() ? null : t.shareUnsupported
  const request = async () => {
    if (await ask('share.request', {})) say(t.shareAsked)
  }
  return {
    name: t.askShare,
    short: t.askShareShort,
    icon: 'screen',
    barred,
    onPress: () => (barred ? say(barred) : void request()),
  }
}
