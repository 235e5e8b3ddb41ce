import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Consent } from './consent.tsx'
import './recording.css'
import { useRecording } from './session.ts'

export { AskToRecord } from './ask.tsx'
export { Finishing, RecordingBar } from './bar.tsx'
export { recordingOf } from './session.ts'

/**
 * What a recorded meeting, or one that may be recorded, asks and tells each person, in every view.
 */
export function RecordingLayer() {
  const r = useTexts('recording')
  const { call, state, say } = useRoom()
  const mine = useRecording(call)
  const ended = state.recordingStopped
  const told = useRef(ended?.key)
  useEffect(() => {
    if (!ended || told.current === ended.key) return
    told.current = ended.key
    say(ended.ran ? r.stopped[ended.reason] : r.notBegun, 'all')
  }, [ended, r, say])
  const { phase } = mine
  useEffect(() => {
    if (phase === 'lost' || phase === 'orphaned') say(r[phase], 'stays')
  }, [phase, r, say])
  return <Consent />
}
