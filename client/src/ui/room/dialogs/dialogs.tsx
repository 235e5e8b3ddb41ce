import { Suspense, useEffect, useState } from 'react'
import type { MeetingSecret } from '#protocol/http.ts'
import { listDevices, onDevicesChanged } from '../../../call/devices.ts'
import type { DeviceList } from '../../../call/devices.ts'
import { useText } from '../../../i18n/text.ts'
import { DeviceSelects } from '../../join/device-selects.tsx'
import { Level } from '../../join/level.tsx'
import { SpeakerTest } from '../../join/speaker-test.tsx'
import { loadDevices, saveDevices } from '../../join/stored.ts'
import { lazily } from '../../shell/lazily.ts'
import { SecretFields } from '../../meetings/secret.tsx'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../context.ts'
import type { Leaving } from './leave.tsx'
import { late } from '../../shell/late.tsx'
import { Invite } from './invite.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { Leak } from './leak.tsx'
import { SendBack } from './send-back.tsx'

/** Loaded lazily because few people ever open these. */
const LinePanel = lazily(async () => (await import('./line-panel.tsx')).LinePanel)

const LockDialog = late(
  async () => (await import('../sealing/lock-dialog.tsx')).LockDialog,
  'people',
  'sealing',
)
const ElsewhereKeys = late(
  async () => (await import('../sealing/elsewhere-keys.tsx')).ElsewhereKeys,
  'sealing',
)

const Effects = lazily(async () => (await import('../../join/effects.tsx')).Effects, 'effects')
const RenewPassword = lazily(
  async () => (await import('../../meetings/renew.tsx')).RenewPassword,
  'account',
  'meetings',
)
const AskToRecord = lazily(
  async () => (await import('../../recording/recording.tsx')).AskToRecord,
  'recording',
)

type Props = {
  what: Exclude<RoomDialog, Leaving>
  onDialog: (dialog: RoomDialog) => void
  speakerId: string | null
  onSpeaker: (id: string | null) => void
  onClose: () => void
}

/** Apart from those by which people leave, which must open however bad the line is. */
export function RoomDialogs({ what, speakerId, onSpeaker, onDialog, onClose }: Props) {
  switch (what) {
    case 'invite':
      return <Invite onRenew={() => onDialog('renew')} onClose={onClose} />
    case 'settings':
      return <Settings speakerId={speakerId} onSpeaker={onSpeaker} onClose={onClose} />
    case 'renew':
      return (
        <Suspense fallback={null}>
          <Renew onClose={onClose} />
        </Suspense>
      )
    case 'leak':
      return <Leak onClose={onClose} />
    case 'line':
      return (
        <Suspense fallback={null}>
          <LinePanel onClose={onClose} />
        </Suspense>
      )
    case 'record':
      return (
        <Suspense fallback={null}>
          <AskToRecord onClose={onClose} />
        </Suspense>
      )
    case 'lock':
      return <LockDialog onClose={onClose} />
    case 'elsewhereKeys':
      return <ElsewhereKeys onClose={onClose} />
    case 'sendBack':
      return <SendBack person={null} onClose={onClose} />
    case 'keys':
      return <KeysDialog onClose={onClose} />
  }
}

function Settings({ speakerId, onSpeaker, onClose }: Omit<Props, 'what' | 'onDialog'>) {
  const t = useText('room')
  const { call, state } = useRoom()
  const { microphone } = state.own
  const [lists, setLists] = useState<DeviceList>({ microphones: [], cameras: [], speakers: [] })
  const [stored, setStored] = useState(loadDevices)
  useEffect(() => {
    const load = () => void listDevices().then(setLists)
    load()
    return onDevicesChanged(load)
  }, [])
  // Starts from the stored values: trying out an effect takes seconds, in which more may change,
  // and its result must count even if this dialog is already closed.
  const remember = (change: (now: typeof stored) => Partial<typeof stored>) => {
    const now = loadDevices()
    const next = { ...now, ...change(now) }
    setStored(next)
    saveDevices(next)
  }
  return (
    <Dialog title={t.room.settingsTitle} onClose={onClose}>
      <DeviceSelects
        lists={lists}
        chosen={{
          microphone: stored.microphone.deviceId,
          camera: stored.camera.deviceId,
          speaker: speakerId,
        }}
        onMicrophone={(id) => {
          remember((now) => ({ microphone: { ...now.microphone, deviceId: id || null } }))
          void call.chooseMicrophone(id)
        }}
        onCamera={(id) => {
          remember((now) => ({ camera: { ...now.camera, deviceId: id || null } }))
          void call.chooseCamera(id)
        }}
        onSpeaker={(id) => {
          remember(() => ({ speakerId: id || null }))
          onSpeaker(id || null)
        }}
      />
      {microphone.state === 'live' && (
        <div className="stack-tight">
          <Level track={microphone.track} />
          <p className="small soft">{t.devices.levelHint}</p>
        </div>
      )}
      <SpeakerTest speakerId={speakerId} />
      <Suspense>
        <Effects
          chosen={{ microphone: stored.microphone.effect, camera: stored.camera.effect }}
          onChange={(which, effect) => {
            remember((now) => ({ [which]: { ...now[which], effect } }))
            void call.setEffect(which, effect)
          }}
        />
      </Suspense>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Renew({ onClose }: { onClose: () => void }) {
  const t = useText('meeting')
  const { state } = useRoom()
  const [secret, setSecret] = useState<MeetingSecret | null>(null)
  if (!secret) return <RenewPassword meeting={state.meeting} onDone={setSecret} onClose={onClose} />
  return (
    <Dialog title={t.secret.renewedTitle} onClose={onClose} alert>
      <SecretFields secret={secret} onClose={onClose} />
    </Dialog>
  )
}
