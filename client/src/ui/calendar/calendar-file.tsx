import type { FounderHash } from '#protocol/mls.ts'
import { calendarFilePath, readCalendarFile } from '../../http/calendar.ts'
import { useTexts } from '../../i18n/text.ts'
import { withLinkEnd } from '../../secrets/calendar-file.ts'
import { linkToShare } from '../meeting-link.ts'
import { saveFile } from '../save-file.ts'
import { meetingLink } from '../shell/router.ts'
import { linkClasses } from '../widgets/button.tsx'
import type { Look } from '../widgets/button.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { useAction } from '../widgets/use-action.ts'

type Props = {
  id: string
  /** The hash that the server has: a browser may still keep keys that were replaced. */
  founder: FounderHash | null
  look: Look
  small?: boolean
  name?: string
}

/**
 * [CAL6] Downloads the calendar file of a meeting. The server's has the bare link; where this
 * browser has the keys it adds them, so that people who come from their calendar show them.
 */
export function CalendarFile({ id, founder, look, small = false, name }: Props) {
  const c = useTexts('calendar')
  const save = async (file: Parameters<TextDecoder['decode']>[0]) => {
    const { link } = await linkToShare(id, founder)
    const address = meetingLink(id)
    const whole = withLinkEnd(new TextDecoder().decode(file), address, link.slice(address.length))
    saveFile(`anhop-${id}.ics`, new Blob([whole], { type: 'text/calendar;charset=utf-8' }))
  }
  const { start, failure } = useAction(readCalendarFile, (file) => void save(file))
  return (
    <>
      <a
        href={calendarFilePath(id)}
        className={linkClasses(look, small)}
        aria-label={name}
        download
        onClick={(event) => {
          event.preventDefault()
          void start(id)
        }}
      >
        {c.file}
      </a>
      <FailureAlert failure={failure} />
    </>
  )
}
