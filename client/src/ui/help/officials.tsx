import { useText, useTexts } from '../../i18n/text.ts'
import { GuidePage } from './guide.tsx'

export function OfficialsGuide() {
  const names = {
    main: useText(),
    class: useTexts('class'),
    room: useTexts('room'),
  }
  return <GuidePage guide={useTexts('officials')} names={names} />
}
