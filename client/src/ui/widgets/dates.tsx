import { parseDate, parseTime } from '@internationalized/date'
import { useContext, useEffect, useEffectEvent, useId, useMemo, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar'
import { DateFieldStateContext, DateInput, DateSegment } from 'react-aria-components/DateField'
import { DatePicker, Group, Label } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { TimeField, TimeFieldStateContext } from 'react-aria-components/TimeField'
import { Icon } from './icons.tsx'
import './dates.css'

type Props = {
  label: string
  /** `2026-11-30` or `09:00`; anything else shows an empty field. */
  value: string
  /** Empty while the field is incomplete. */
  onChange: (value: string) => void
  hint?: string | undefined
  error?: string | null | undefined
  /** Whether it may stay empty. */
  optional?: boolean
}

/** Dates as dd/mm/yyyy in every language we offer, typed or picked from a month. */
export function DateField({ label, value, onChange, hint, error, optional = false }: Props) {
  const id = useId()
  const { held, settle } = useHeld(parseDate, value, onChange)
  return (
    <DatePicker
      className="field"
      value={held}
      onChange={(date) => onChange(date === null ? '' : date.toString())}
      granularity="day"
      firstDayOfWeek="mon"
      isInvalid={Boolean(error)}
      aria-describedby={described(id, hint, error)}
      shouldForceLeadingZeros
      isRequired={!optional}
    >
      <Label className="field-label">{label}</Label>
      <Group className="input date">
        <DateInput className="date-input">
          {(segment) => (
            <>
              {segment.type === 'day' && <Completeness onSettled={settle} />}
              <DateSegment className="date-segment" segment={segment} />
            </>
          )}
        </DateInput>
        <Button className="btn btn-quiet btn-square date-open">
          <Icon name="calendar" />
        </Button>
      </Group>
      <Notes id={id} hint={hint} error={error} />
      <Popover className="menu-popover">
        <Dialog className="month">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  )
}

function Month() {
  return (
    <Calendar firstDayOfWeek="mon">
      <div className="month-head">
        <Button slot="previous" className="btn btn-quiet btn-square">
          <Icon name="previous" />
        </Button>
        <CalendarHeading className="month-name" />
        <Button slot="next" className="btn btn-quiet btn-square">
          <Icon name="next" />
        </Button>
      </div>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className="month-weekday">{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell className="month-day" date={date} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

/** 24 hours, whatever the locale prefers. */
export function TimeOfDay({ label, value, onChange, hint, error, optional = false }: Props) {
  const id = useId()
  const { held, settle } = useHeld(parseTime, value, onChange)
  return (
    <TimeField
      className="field"
      value={held}
      onChange={(time) => onChange(time === null ? '' : time.toString().slice(0, 5))}
      granularity="minute"
      hourCycle={24}
      isInvalid={Boolean(error)}
      aria-describedby={described(id, hint, error)}
      shouldForceLeadingZeros
      isRequired={!optional}
    >
      <Label className="field-label">{label}</Label>
      <DateInput className="input date-input">
        {(segment) => (
          <>
            {segment.type === 'hour' && <Completeness onSettled={settle} />}
            <DateSegment className="date-segment" segment={segment} />
          </>
        )}
      </DateInput>
      <Notes id={id} hint={hint} error={error} />
    </TimeField>
  )
}

const described = (id: string, hint: Props['hint'], error: Props['error']) =>
  [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].join(' ').trim() || undefined

function Notes({ id, hint, error }: Pick<Props, 'hint' | 'error'> & { id: string }) {
  return (
    <>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="field-error">
          {error}
        </span>
      )}
    </>
  )
}

/**
 * React Aria reports only complete values, so a half-deleted date would still count as the old one.
 * The field keeps the last complete value; to the outside it is empty while a part is missing.
 */
function useHeld<T>(
  parse: (text: string) => T,
  value: string,
  onChange: (value: string) => void,
): { held: T | null; settle: (complete: boolean) => void } {
  const [text, setText] = useState(value)
  if (value !== '' && value !== text) setText(value)
  // The same object while the text is the same: a new one would reset what is being typed.
  const held = useMemo(() => parsed(parse, text), [parse, text])
  const settle = (complete: boolean) => {
    if (!complete && value !== '') onChange('')
    // The same value again is no change to React Aria.
    if (complete && value === '' && held !== null) onChange(text)
  }
  return { held, settle }
}

/** Reports whether every part of the field around it is filled in. */
function Completeness({ onSettled }: { onSettled: (complete: boolean) => void }) {
  const date = useContext(DateFieldStateContext)
  const time = useContext(TimeFieldStateContext)
  const parts = (date ?? time)?.segments ?? []
  const complete = parts.every(({ isEditable, isPlaceholder }) => !isEditable || !isPlaceholder)
  const settled = useEffectEvent(onSettled)
  useEffect(() => settled(complete), [complete])
  return null
}

function parsed<T>(parse: (text: string) => T, text: string): T | null {
  try {
    return parse(text)
  } catch {
    return null
  }
}
