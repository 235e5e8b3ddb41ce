import { useEffect, useState } from 'react'
import type { AuditGroup } from '#protocol/audit.ts'
import { useTexts } from '../../i18n/text.ts'
import { LateDate } from '../calendar/late-date.tsx'
import { navigate, useAddress } from '../shell/router.ts'
import { Button } from '../widgets/button.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { FILTER_LETTERS, NO_FILTER, filterOfHash, filterToHash } from './filter.ts'
import type { Filter } from './filter.ts'

/** The filter, kept in the page's address. */
export function useFilter(groups: readonly AuditGroup[]) {
  const address = useAddress()
  const cut = address.indexOf('#')
  const filter = filterOfHash(cut < 0 ? '' : address.slice(cut), groups)
  return [filter, keep] as const
}

const keep = (filter: Filter) => navigate(location.pathname + filterToHash(filter), 'replace')

const PAUSE_MS = 350

/** The value once it has not changed for a moment, so that not every keystroke asks the server. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (value === settled) return undefined
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value, settled])
  return settled
}

type Props = {
  filter: Filter
  groups: readonly AuditGroup[]
  /** Whether the log is of several meetings. */
  meetings: boolean
  onChange: (filter: Filter) => void
}

export function FilterFields({ filter, groups, meetings, onChange }: Props) {
  const log = useTexts('audit')
  const [cleared, setCleared] = useState(0)
  const field = (key: 'who' | 'text' | 'from' | 'to') => ({
    value: filter[key],
    onChange: (value: string) => onChange({ ...filter, [key]: value }),
  })
  const words = (key: 'who' | 'text') => ({
    ...field(key),
    maxLength: FILTER_LETTERS,
    autoComplete: 'off',
  })
  // A date that is half typed counts as empty, so clearing takes another field.
  const date = (key: 'from' | 'to') => ({ ...field(key), key: `${key} ${cleared}`, optional: true })
  const clear = () => {
    setCleared(cleared + 1)
    onChange(NO_FILTER)
  }
  return (
    <search className="audit-filter" aria-label={log.find}>
      <TextField
        label={log.text}
        placeholder={meetings ? log.textOrMeeting : log.textWhat}
        {...words('text')}
      />
      <TextField label={log.person} {...words('who')} />
      <Select<Filter['group']>
        label={log.filter}
        value={filter.group}
        options={[
          { value: 'all', label: log.all },
          ...groups.map((value) => ({ value, label: log.groups[value] })),
        ]}
        onChange={(group) => onChange({ ...filter, group })}
      />
      <LateDate label={log.from} {...date('from')} />
      <LateDate label={log.to} {...date('to')} />
      <Button isDisabled={filterToHash(filter) === ''} onPress={clear} icon="close">
        {log.clear}
      </Button>
    </search>
  )
}
