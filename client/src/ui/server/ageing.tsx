import type { ServerHealth } from '#protocol/health.ts'
import { useTexts } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { useServerNow } from '../use-server-now.ts'

const DAY = 24 * 60 * 60_000
const CERTIFICATE_SOON = 14
const IMAGE_OLD = 30

/** What gets old by itself, and is noticed too late: the certificate, and the patches of the image. */
export function Ageing({ health: { certificate, patchedAt } }: { health: ServerHealth }) {
  const h = useTexts('health')
  const now = useServerNow(null)
  const left = certificate === null ? Infinity : Math.floor((certificate.ends - now) / DAY)
  const age = patchedAt === null ? 0 : Math.floor((now - patchedAt) / DAY)
  return (
    <>
      {left < 0 && <Alert tone="danger">{h.certificateOver}</Alert>}
      {left >= 0 && left < CERTIFICATE_SOON && <Alert tone="warn">{h.certificateSoon(left)}</Alert>}
      {age > IMAGE_OLD && <Alert tone="warn">{h.imageOld(age)}</Alert>}
    </>
  )
}
