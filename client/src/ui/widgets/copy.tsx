import { useEffect, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from './button.tsx'
import type { Look } from './button.tsx'

type Props = { text: string; label: string; name?: string; small?: boolean; look?: Look }

/**
 * Copies one value. The link and the password have separate buttons, so that no click copies both.
 */
export function CopyButton({ text, label, name, small, look }: Props) {
  const t = useText()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2500)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return (
    <>
      <Button
        icon={state === 'copied' ? 'check' : 'copy'}
        look={look ?? 'plain'}
        small={small ?? false}
        aria-label={name ?? label}
        onPress={copy}
      >
        {label}
      </Button>
      <output className="small soft copy-said">
        {state === 'copied' && t.common.copied}
        {state === 'failed' && t.common.copyFailed}
      </output>
    </>
  )
}
