import { useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { useSharing } from './use-sharing.ts'
import { Button } from './button.tsx'

type Props = { text: string; label: string; className: string }

/** A link or a password. While this person shares a screen it is not on it, unless they insist. */
export function Masked(props: Props) {
  const sharing = useSharing()
  // Every share begins masked, whatever was shown in the one before.
  return <Value key={String(sharing)} {...props} masked={sharing} />
}

function Value({ text, label, className, masked }: Props & { masked: boolean }) {
  const t = useText('meeting')
  const [shown, setShown] = useState(!masked)
  return (
    <>
      <output className={className} aria-label={label}>
        {shown ? text : t.shareSafe.masked}
      </output>
      {!shown && (
        <Button small aria-label={t.shareSafe.revealNamed(label)} onPress={() => setShown(true)}>
          {t.shareSafe.reveal}
        </Button>
      )}
    </>
  )
}
