import { canChooseSpeaker } from '../../call/devices.ts'
import type { DeviceList } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'
import { Select } from '../widgets/select.tsx'

type Chosen = { microphone: string | null; camera: string | null; speaker: string | null }
type Props = {
  lists: DeviceList
  chosen: Chosen
  onMicrophone: (id: string) => void
  onCamera: (id: string) => void
  onSpeaker: (id: string) => void
}

export function DeviceSelects({ lists, chosen, onMicrophone, onCamera, onSpeaker }: Props) {
  const t = useText()
  return (
    <div className="device-selects">
      <DeviceSelect
        label={t.devices.microphone}
        devices={lists.microphones}
        value={chosen.microphone}
        onChange={onMicrophone}
      />
      <DeviceSelect
        label={t.devices.camera}
        devices={lists.cameras}
        value={chosen.camera}
        onChange={onCamera}
      />
      {canChooseSpeaker() && lists.speakers.length > 0 && (
        <DeviceSelect
          label={t.devices.speaker}
          devices={lists.speakers}
          value={chosen.speaker}
          onChange={onSpeaker}
        />
      )}
    </div>
  )
}

type OneProps = {
  label: string
  devices: MediaDeviceInfo[]
  value: string | null
  onChange: (id: string) => void
}

function DeviceSelect({ label, devices, value, onChange }: OneProps) {
  const t = useText()
  // The browser's "default" entry duplicates our own first entry.
  const real = devices.filter((device) => device.deviceId !== 'default')
  const options = [
    { value: '', label: t.devices.defaultDevice },
    ...real.map((device, index) => ({
      value: device.deviceId,
      label: device.label || t.devices.unnamed(index + 1),
    })),
  ]
  const known = options.some((option) => option.value === value) ? (value ?? '') : ''
  return (
    <Select
      label={label}
      value={known}
      options={options}
      disabled={real.length === 0}
      onChange={onChange}
    />
  )
}
