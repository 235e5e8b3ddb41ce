import { useState } from 'react'
import { playTone } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'

type Step = 'quiet' | 'playing' | 'asking' | 'heard' | 'unheard' | 'failed'

const ANSWERABLE: ReadonlySet<Step> = new Set(['asking', 'heard', 'unheard'])

/**
 * Plays two notes on the speaker that the call will use, and shows advice if they are not heard.
 */
export function SpeakerTest({ speakerId }: { speakerId: string | null }) {
  const t = useText()
  const [step, setStep] = useState<Step>('quiet')
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
    <div className="speaker-test">
      <div>
        <Button icon="speaker" onPress={() => void play()}>
          {t.speakerTest.play}
        </Button>
      </div>
      {/* Stays after it was answered, so that it keeps focus. */}
      {ANSWERABLE.has(step) && (
        <fieldset className="row">
          <legend>{t.speakerTest.question}</legend>
          <Button small onPress={() => setStep('heard')}>
            {t.speakerTest.yes}
          </Button>
          <Button small onPress={() => setStep('unheard')}>
            {t.speakerTest.no}
          </Button>
        </fieldset>
      )}
      <output className="small soft">{said(t.speakerTest, step)}</output>
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
