import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OwnSource } from '../../call/types.ts'
import type { Failure } from '../../http/api.ts'
import { useLocale, useTexts } from '../../i18n/text.ts'
import { Preview } from '../join/preview.tsx'
import { PreviewStore } from '../join/preview-store.ts'
import type { PreviewState } from '../join/preview-store.ts'
import type { Step } from '../join/speaker-test.tsx'
import { loadDevices } from '../join/stored.ts'
import { Page } from '../shell/page.tsx'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { codeOf } from './code.ts'
import { FindingList } from './finding-list.tsx'
import { FINDINGS, UNTESTED, verdictOf } from './findings.ts'
import type { Findings, Thing, Verdict } from './findings.ts'
import { testLine } from './line.ts'
import type { Figures, LineFindings } from './line.ts'
import '../join/join.css'

const DEVICES = ['camera', 'microphone', 'speaker'] as const satisfies Thing[]
const LINE = ['socket', 'udp', 'tcp', 'relay', 'down', 'up'] as const satisfies Thing[]

/** [TST] Anybody can test here what a meeting needs. Nothing of it is sent anywhere but to measure. */
export function Check() {
  const t = useTexts('check')
  const devices = useDevices()
  const line = useLine()
  const findings = { ...UNTESTED, ...devices.findings, ...line.findings }
  return (
    <Page wide>
      <div className="check">
        <header className="stack-tight check-head">
          <PageTitle>{t.title}</PageTitle>
          <p className="soft">{t.what}</p>
        </header>
        <div className="stack check-side">
          <section className="card stack">
            <h2>{t.devices}</h2>
            <Preview store={devices.store} tested={devices.tested} />
          </section>
          <section className="card stack">
            <h2>{t.line}</h2>
            <p className="small soft">{t.lineWhat}</p>
            <div>
              <Button look="primary" icon="bars" onPress={line.start}>
                {line.state === 'done' ? t.again : line.state === 'running' ? t.running : t.start}
              </Button>
            </div>
            <FailureAlert failure={line.failure} />
          </section>
        </div>
        <Result findings={findings} figures={line.figures} running={line.state === 'running'} />
      </div>
    </Page>
  )
}

/** What the person said of the speaker; nothing while they have not. */
const SPEAKER: Partial<Record<Step, Findings['speaker']>> = {
  heard: 'ok',
  unheard: 'unheard',
  failed: 'failed',
}

/** The tests of devices: what the preview shows, and what the person says of the speaker. */
function useDevices() {
  const [store] = useState(() => new PreviewStore(loadDevices()))
  const [heard, setHeard] = useState(false)
  const [speaker, setSpeaker] = useState<Findings['speaker']>('untested')
  const state = useSyncExternalStore(store.subscribe, store.getState)
  useEffect(() => {
    void store.open()
    return () => store.close()
  }, [store])
  const [tested] = useState(() => ({
    onHeard: () => setHeard(true),
    onSpeaker: (step: Step) => setSpeaker(SPEAKER[step] ?? 'untested'),
  }))
  return { store, tested, findings: { ...inputs(state, heard), speaker } }
}

function inputs({ camera, microphone }: PreviewState, heard: boolean) {
  const sound = deviceOf(microphone)
  return {
    camera: deviceOf(camera),
    microphone: sound === 'ok' && !heard ? 'silent' : sound,
  } as const
}

function deviceOf(source: OwnSource): Findings['camera'] {
  if (source.state === 'live') return 'ok'
  if (source.state !== 'failed') return 'untested'
  const { error } = source
  return FINDINGS.camera.find((finding) => finding === error) ?? 'unknown'
}

const UNMEASURED: Figures = { rtt: null, down: null, up: null }

function useLine() {
  const [state, setState] = useState<'idle' | 'running' | 'done'>('idle')
  const [findings, setFindings] = useState<LineFindings>({})
  const [figures, setFigures] = useState<Figures>(UNMEASURED)
  const [failure, setFailure] = useState<Failure | null>(null)
  const run = async () => {
    setState('running')
    setFindings({})
    setFigures(UNMEASURED)
    setFailure(null)
    setFailure(
      await testLine((found, measured) => {
        setFindings((before) => ({ ...before, ...found }))
        setFigures((before) => ({ ...before, ...measured }))
      }),
    )
    setState('done')
  }
  // Checked here instead of disabling the button, because a disabled button loses focus.
  const start = () => void (state !== 'running' && run())
  return { state, findings, figures, failure, start }
}

const TONES = {
  untested: 'info',
  good: 'ok',
  standard: 'info',
  sound: 'warn',
  none: 'danger',
} as const satisfies Record<Verdict, string>

type ResultProps = { findings: Findings; figures: Figures; running: boolean }

function Result({ findings, figures, running }: ResultProps) {
  const t = useTexts('check')
  const verdict = verdictOf(findings)
  const measured = useSpeeds(figures)
  const code = codeOf(findings)
  return (
    <section className="card stack">
      <h2>{t.result}</h2>
      {running ? (
        <output className="soft">{t.running}</output>
      ) : (
        <Alert tone={TONES[verdict]}>{t.verdicts[verdict]}</Alert>
      )}
      <FindingList things={[...DEVICES, ...LINE]} findings={findings} figures={measured} />
      {!running && verdict !== 'untested' && (
        <div className="stack-tight">
          <h3 id="check-code">{t.code}</h3>
          <div className="row">
            <output className="check-code" aria-labelledby="check-code">
              {code}
            </output>
            <CopyButton text={code} label={t.copy} small />
          </div>
          <p className="small soft">{t.codeWhat}</p>
        </div>
      )}
    </section>
  )
}

/** Megabits a second beyond which a test of a few megabytes says nothing more. */
const MBITS_MAX = 20

function useSpeeds({ rtt, down, up }: Figures): Partial<Record<Thing, string>> {
  const t = useTexts('check')
  const locale = useLocale()
  const shown = (kbits: number | null) => {
    if (kbits === null) return ''
    const mbits = Math.min(MBITS_MAX, kbits / 1000)
    const text = mbits.toLocaleString(locale, { maximumFractionDigits: mbits < 10 ? 1 : 0 })
    return mbits === MBITS_MAX ? t.atLeast(text) : t.speed(text)
  }
  return { udp: rtt === null ? '' : t.rtt(rtt), down: shown(down), up: shown(up) }
}
