import { helpLink } from '#protocol/help-link.ts'
import { useText } from '../../i18n/text.ts'
import { Mark } from '../widgets/mark.tsx'
import { emblemPath, useOffice } from './office.ts'
import './office.css'

/** The office's emblem and name beside our mark; nothing if neither is set. */
export function OfficeMark() {
  const office = useOffice()
  if (!office || (office.emblem === null && office.name === null)) return null
  return (
    <span className="office-mark">
      {office.emblem !== null && <Emblem hash={office.emblem} />}
      {office.name !== null && <span className="office-name">{office.name}</span>}
    </span>
  )
}

/** Decoration beside the office's name. */
const Emblem = ({ hash }: { hash: string }) => (
  <img className="emblem" src={emblemPath(hash)} alt="" decoding="async" />
)

/** In a meeting: the office's emblem, else our mark, and its name where there is room for it. */
export function RoomMark() {
  const office = useOffice()
  const emblem = office?.emblem ?? null
  const name = office?.name ?? null
  return (
    <span className="room-mark">
      {emblem === null ? <Mark /> : <Emblem hash={emblem} />}
      {name !== null && <span className="office-name">{name}</span>}
    </span>
  )
}

/** Emblem and name above what a page says while people wait or leave. */
export function OfficeHead() {
  const office = useOffice()
  if (!office || (office.emblem === null && office.name === null)) return null
  return (
    <p className="office-head">
      {office.emblem !== null && <Emblem hash={office.emblem} />}
      {office.name !== null && <span>{office.name}</span>}
    </p>
  )
}

/** Whom to ask; nothing if the office has not said. */
export function HelpDesk() {
  const t = useText()
  const office = useOffice()
  if (!office) return null
  const { helpLine: line, helpAddress: address } = office
  if (line === null && address === null) return null
  return (
    <span className="help-desk">
      {t.help.desk} {line !== null && <strong>{line}</strong>}
      {line !== null && address !== null && ' · '}
      {address !== null && (
        <a href={helpLink(address)} target="_blank" rel="noreferrer">
          {address.replace(/^https:\/\//, '').replace(/\/$/, '')}
        </a>
      )}
    </span>
  )
}
