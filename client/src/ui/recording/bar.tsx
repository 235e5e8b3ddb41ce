import { useState } from 'react'
import type { RecordingView } from '#protocol/recording.ts'
import { TEXT_VERSION } from '../../i18n/recording-text.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { failureText } from '../widgets/failure-text.ts'
import { Question } from './consent.tsx'
import { recordingOf, useRecording } from './session.ts'

type Asking = Extract<RecordingView, { state: 'asking' }>
type Running = Extract<RecordingView, { state: 'running' }>

/**
 * Progress of the consent request or who is recording, with the actions available to this person.
 */
export function RecordingBar() {
  const { call, state } = useRoom()
  const { recording } = state.meeting
  const mine = useRecording(call)
  if (recording?.state === 'asking') return <AskingBar recording={recording} />
  if (recording?.state === 'running') return <RunningBar recording={recording} />
  return mine.phase === 'finishing' ? <Finishing /> : null
}

/** Warns against closing the page while the end of the recording is uploading. */
export function Finishing() {
  const r = useTexts('recording')
  return <p className="bar bar-warn">{r.finishing}</p>
}

function AskingBar({ recording }: { recording: Asking }) {
  const r = useTexts('recording')
  const t = useText()
  const { call, state, me, leader, say, ask } = useRoom()
  const mine = useRecording(call)
  const present = state.participants.filter((person) => person.present)
  const by = (consent: 'refused' | null) =>
    present.filter((person) => person.consent === consent).map(({ name }) => name)
  const [open, refused] = [by(null), by('refused')]
  const agreed = present.length - open.length - refused.length
  const asker = recording.by === me.id
  const begin = async () => {
    const failure = await recordingOf(call).begin(recording.id)
    if (failure) say(failureText(t, failure), 'warn')
  }
  return (
    <div className="bar bar-warn">
      <span>
        {r.asking.bar(agreed, present.length)}{' '}
        {asker && open.length > 0 && `${r.asking.open(open.join(', '))} `}
        {asker && refused.length > 0 && `${r.asking.refused(refused.join(', '))} `}
        {asker && open.length + refused.length > 0 && r.asking.aside}
      </span>
      {asker && (
        <Button
          small
          look="danger"
          isDisabled={mine.phase === 'starting'}
          onPress={() => void begin()}
        >
          {mine.phase === 'starting'
            ? r.asking.starting
            : open.length + refused.length > 0
              ? r.asking.beginAnyway
              : r.asking.begin}
        </Button>
      )}
      {leader && (
        <Button small onPress={() => void ask('recording.stop', {})}>
          {r.asking.cancel}
        </Button>
      )}
      {!asker && me.consent !== null && <Again recording={recording} />}
    </div>
  )
}

function RunningBar({ recording }: { recording: Running }) {
  const r = useTexts('recording')
  const { call, me, leader, ask } = useRoom()
  const mine = useRecording(call)
  const [withdrawing, setWithdrawing] = useState(false)
  const behind = mine.phase === 'recording' && mine.behind > 5 ? mine.behind : 0
  const withdraw = () =>
    call.request('recording.answer', { id: recording.id, text: TEXT_VERSION, agree: false })
  return (
    <div className="bar bar-danger">
      {me.consent !== 'agreed' && <span>{r.running.aside}</span>}
      {behind > 0 && <span>{r.running.behind(behind)}</span>}
      {me.consent === 'refused' && <Again recording={recording} />}
      {leader && (
        <Button small look="danger" onPress={() => void ask('recording.stop', {})}>
          {r.running.stop}
        </Button>
      )}
      {!leader && me.consent === 'agreed' && (
        <Button small onPress={() => setWithdrawing(true)}>
          {r.running.withdraw}
        </Button>
      )}
      {withdrawing && (
        <Confirm
          title={r.running.withdrawTitle}
          body={r.running.withdrawWhat}
          submit={r.running.withdraw}
          danger
          run={withdraw}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </div>
  )
}

function Again({ recording }: { recording: Asking | Running }) {
  const r = useTexts('recording')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button small onPress={() => setOpen(true)}>
        {r.running.join}
      </Button>
      {open && (
        <Question
          id={recording.id}
          running={recording.state === 'running'}
          onAnswered={() => setOpen(false)}
        />
      )}
    </>
  )
}
