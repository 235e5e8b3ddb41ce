import { useState } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/text.ts'
import { useSharing } from './use-sharing.ts'
import { Button } from './button.tsx'

type Props = { text: string; label: string; className: string }

/** A link or password. Masked while this person shares a screen, unless they reveal it. */
export function Masked({ text, label, className }: Props) {
  return (
    <Covered label={label}>
      {(cover) => (
        <output className={className} aria-label={label}>
          {cover ?? text}
        </output>
      )}
    </Covered>
  )
}

type CoveredProps = {
  label: string
  /** Covered even if nothing is shared, until it is revealed. */
  always?: boolean
  /** Draws the thing, or in its place the words that it is covered. */
  children: (cover: string | null) => ReactNode
}

/** Anything that a shared screen must not show unless its owner reveals it. */
export function Covered({ always = false, ...props }: CoveredProps) {
  const sharing = useSharing()
  // The key resets the state, so that every new share starts masked.
  return <Cover key={String(sharing)} {...props} sharing={sharing} masked={sharing || always} />
}

type CoverProps = Omit<CoveredProps, 'always'> & { sharing: boolean; masked: boolean }

function Cover({ label, sharing, masked, children }: CoverProps) {
  const { shareSafe: t } = useText('meeting')
  const [shown, setShown] = useState(!masked)
  return (
    <>
      {children(shown ? null : sharing ? t.masked : t.covered)}
      {!shown && (
        <Button
          small
          aria-label={sharing ? t.revealNamed(label) : t.uncoverNamed(label)}
          onPress={() => setShown(true)}
        >
          {t.reveal}
        </Button>
      )}
    </>
  )
}
