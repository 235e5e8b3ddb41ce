import type { MailState } from '#protocol/http.ts'
import { useTexts } from '../../i18n/text.ts'

const LOOKS: Record<MailState, string> = {
  queued: '',
  sent: 'badge-ok',
  refused: 'badge-warn',
  failed: 'badge-warn',
}

export function MailBadge({ state }: { state: MailState | null }) {
  const { mail: t } = useTexts('invites')
  if (state === null) return <span className="small soft">{t.none}</span>
  return <span className={`badge ${LOOKS[state]}`}>{t.states[state]}</span>
}
