import { useEffect, useRef, useState } from 'react'
import { playTone } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'

export type Step = 'quiet' | 'playing' | 'asking' | 'heard' | 'unheard' | 'failed'

const ANSWERABLE: ReadonlySet<Step> = new Set(['asking', 'heard', 'unheard'])

/**
 * Plays two notes on the speaker that the call will use, and shows advice if they are not heard.
 */
type Props = {
  speakerId: string | null
  /** The same function as long as the component lives. */
  onStep?: ((step: Step) => void) | undefined
}

export function SpeakerTest({ speakerId, onStep }: Props) {
  const t = useText()
  const [step, setStep] = useState<Step>('quiet')
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    onStep?.(step)
    // The question, its answers and the advice are often below the edge of the window.
    if (ANSWERABLE.has(step)) whole.current?.scrollIntoView({ block: 'nearest' })
  }, [step, onStep])
  const play = async () => {
    // Checked here instead of disabling the button, because a disabled button loses focus.
    if (step === 'playing') return
    setStep('playing')
    try {
      await playTone(speakerId)
      setStep('asking')
    } catch {
      setStep('failed')
    }
  }
  return (
    <div ref={whole} className="speaker-test">
      <div>
        <Button icon="speaker" onPress={() => void play()}>
          {t.speakerTest.play}
        </Button>
      </div>
      {/* Stays after it was answered, so that it keeps focus. */}
      {ANSWERABLE.has(step) && (
        <fieldset className="row">
          <legend>{t.speakerTest.question}</legend>
          <Button small aria-pressed={step === 'heard'} onPress={() => setStep('heard')}>
            {t.speakerTest.yes}
          </Button>
          <Button small aria-pressed={step === 'unheard'} onPress={() => setStep('unheard')}>
            {t.speakerTest.no}
          </Button>
        </fieldset>
      )}
      <output className="small soft">
        {said(t.speakerTest, step)}
        {step === 'unheard' && (
          <>
            {' '}
            <a href="/help/officials#silent" target="_blank" rel="noreferrer">
              {t.speakerTest.help}
            </a>
          </>
        )}
      </output>
    </div>
  )
}

function said(t: ReturnType<typeof useText>['speakerTest'], step: Step): string | null {
  switch (step) {
    case 'playing':
      return t.playing
    case 'heard':
      return t.heard
    case 'unheard':
      return t.unheard
    case 'failed':
      return t.failed
    case 'quiet':
    case 'asking':
      return null
  }
}
