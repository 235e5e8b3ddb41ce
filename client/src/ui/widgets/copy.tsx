import { useEffect, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from './button.tsx'
import type { Look } from './button.tsx'

type Props = {
  /** Null until it is known. */
  text: string | null
  label: string
  name?: string
  small?: boolean
  look?: Look
}

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
  const copy = async () => {
    if (text === null) return
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState(copiedBySelection(text) ? 'copied' : 'failed')
    }
  }
  return (
    <>
      <Button
        icon={state === 'copied' ? 'check' : 'copy'}
        look={look ?? 'plain'}
        small={small ?? false}
        isDisabled={text === null}
        aria-label={state === 'copied' ? t.common.copied : (name ?? label)}
        onPress={() => void copy()}
      >
        <span className="swap">
          <span data-out={state === 'copied' || undefined}>{label}</span>
          <span aria-hidden="true" data-out={state !== 'copied' || undefined}>
            {t.common.copied}
          </span>
        </span>
      </Button>
      <output className={state === 'failed' ? 'small soft' : 'visually-hidden'}>
        {state === 'copied' && t.common.copied}
        {state === 'failed' && t.common.copyFailed}
      </output>
    </>
  )
}

/**
 * The older way: a page without https has no clipboard, and browsers inside apps may refuse it.
 */
function copiedBySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  // oxlint-disable-next-line typescript/no-deprecated -- where there is no other way.
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
