import { useEffect, useRef, useState } from 'react'
import { playTone } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'

type Step = 'quiet' | 'playing' | 'asking' | 'heard' | 'unheard' | 'failed'

const ANSWERABLE: ReadonlySet<Step> = new Set(['asking', 'heard', 'unheard'])

/**
 * Plays two notes on the speaker that the call will use, and shows advice if they are not heard.
 */
type Props = {
  speakerId: string | null
  onStep?: ((step: 'heard' | 'unheard' | 'failed') => void) | undefined
}

export function SpeakerTest({ speakerId, onStep }: Props) {
  const t = useText()
  const [step, setStep] = useState<Step>('quiet')
  const ends = (how: 'heard' | 'unheard' | 'failed') => {
    setStep(how)
    onStep?.(how)
  }
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The question, its answers and the advice are often below the edge of the window.
    if (ANSWERABLE.has(step)) whole.current?.scrollIntoView({ block: 'nearest' })
  }, [step])
  const play = async () => {
    // Checked here instead of disabling the button, because a disabled button loses focus.
    if (step === 'playing') return
    setStep('playing')
    try {
      await playTone(speakerId)
      setStep('asking')
    } catch {
      ends('failed')
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
          <Button small aria-pressed={step === 'heard'} onPress={() => ends('heard')}>
            {t.speakerTest.yes}
          </Button>
          <Button small aria-pressed={step === 'unheard'} onPress={() => ends('unheard')}>
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
