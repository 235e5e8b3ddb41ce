import { useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { useSharing } from './use-sharing.ts'
import { Button } from './button.tsx'

type Props = { text: string; label: string; className: string }

/** A link or password. Masked while this person shares a screen, unless they reveal it. */
export function Masked(props: Props) {
  const sharing = useSharing()
  // The key resets the state, so that every new share starts masked.
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
