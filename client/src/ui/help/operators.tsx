import { useText, useTexts } from '../../i18n/text.ts'
import { GuidePage } from './guide.tsx'

export function OperatorsGuide() {
  const names = {
    main: useText(),
    account: useTexts('account'),
    health: useTexts('health'),
  }
  return <GuidePage guide={useTexts('operators')} names={names} />
}
