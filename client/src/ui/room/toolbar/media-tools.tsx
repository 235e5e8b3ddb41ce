import { permissionOf } from '../../../call/devices.ts'
import type { OwnSource } from '../../../call/types.ts'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { useTalking } from '../use-keys.ts'
import { canShare } from './can-share.ts'
import { Tool } from './tool.tsx'
import type { ToolProps } from './tool.tsx'

const isOn = (source: OwnSource) => source.state === 'live' || source.state === 'starting'

/** If the browser is going to prompt, explains the prompt before it appears. */
function useTurnOn() {
  const t = useText('room')
  const { call, say } = useRoom()
  return async (device: 'microphone' | 'camera') => {
    if ((await permissionOf(device)) === 'prompt') {
      say(t.devices.willAsk[device])
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
    await (device === 'microphone' ? call.setMicrophone(true) : call.setCamera(true))
  }
}

/** Why a device cannot be turned on now; null if it can. */
function useBarred(device: 'microphone' | 'camera'): string | null {
  const { room: t } = useText('room')
  const { state, leader } = useRoom()
  if (isOn(state.own[device]) || state.grant.includes(device)) return null
  if (leader) return t.forbiddenLeader
  return device === 'microphone' ? t.micForbidden : t.camForbidden
}

export function MicrophoneTool() {
  const t = useText('room')
  const { call, state, say } = useRoom()
  const talking = useTalking()
  const turnOn = useTurnOn()
  const barred = useBarred('microphone')
  const on = isOn(state.own.microphone)
  return (
    <Tool
      name={on ? t.devices.turnMicrophoneOff : t.devices.turnMicrophoneOn}
      short={t.room.mic}
      icon={on ? 'mic' : 'micOff'}
      look={talking ? 'active' : on ? 'on' : 'off'}
      shortcut="microphone"
      barred={barred}
      onPress={() => {
        if (barred) say(barred)
        else void (on ? call.setMicrophone(false) : turnOn('microphone'))
      }}
    />
  )
}

export function CameraTool() {
  const t = useText('room')
  const { call, state, say } = useRoom()
  const turnOn = useTurnOn()
  const barred = useBarred('camera')
  const on = isOn(state.own.camera)
  return (
    <Tool
      name={on ? t.devices.turnCameraOff : t.devices.turnCameraOn}
      short={t.room.cam}
      icon={on ? 'camera' : 'cameraOff'}
      look={on ? 'on' : 'off'}
      shortcut="camera"
      barred={barred}
      onPress={() => {
        if (barred) say(barred)
        else void (on ? call.setCamera(false) : turnOn('camera'))
      }}
    />
  )
}

export function HandTool() {
  const { room: t } = useText('room')
  const { me, ask } = useRoom()
  const raised = me.hand !== null
  return (
    <Tool
      name={raised ? t.lowerHand : t.raiseHand}
      short={raised ? t.lowerHand : t.raiseHand}
      icon="hand"
      look={raised ? 'active' : 'on'}
      shortcut="hand"
      onPress={() => void ask('hand.raise', { raised: !raised })}
    />
  )
}

export function ShareTool() {
  const share = useShare()
  return <Tool shortcut="share" {...share} />
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
