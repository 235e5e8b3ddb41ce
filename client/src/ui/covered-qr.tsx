import { Covered } from './widgets/masked.tsx'
import { Qr } from './qr.tsx'

/**
 * The code of a link, which a camera reads from a shared screen as well as its letters: covered
 * while this person shares one. `always`: covered until it is revealed.
 */
export function CoveredQr({ always, ...code }: { text: string; label: string; always?: boolean }) {
  return (
    <Covered label={code.label} always={always ?? false}>
      {(cover) => (cover === null ? <Qr {...code} /> : <p className="small soft">{cover}</p>)}
    </Covered>
  )
}
