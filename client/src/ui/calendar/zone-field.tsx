import { useState } from 'react'
import { serverNow } from '../../clock.ts'
import { useTexts } from '../../i18n/text.ts'
import { Combo } from '../widgets/combo.tsx'
import { zoneOf, zonesLike } from './zones.ts'

const ALL = Intl.supportedValuesOf('timeZone')

type Props = { zone: string; onChange: (zone: string) => void }

/** The common time zones at once, all others by searching. */
export function ZoneField({ zone, onChange }: Props) {
  const c = useTexts('calendar')
  const [at] = useState(serverNow)
  const { label } = zoneOf(zone, c.zoneNames, at)
  // Null: showing the chosen zone, so that opening the list offers all common ones.
  const [search, setSearch] = useState<string | null>(null)
  const { common, others } = zonesLike(search ?? '', ALL, c.zoneNames, at)
  return (
    <Combo
      label={c.zone}
      hint={c.zoneHint}
      text={search ?? label}
      onText={(text) => setSearch(text === label ? null : text)}
      groups={[
        { id: 'common', heading: c.zonesCommon, options: common },
        { id: 'all', heading: c.zonesAll, options: others },
      ]}
      chosen={zone}
      onChoose={(id) => {
        onChange(id)
        setSearch(null)
      }}
      empty={c.zoneNone}
      openOnFocus
    />
  )
}
