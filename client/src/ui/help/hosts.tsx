import { useText, useTexts } from '../../i18n/text.ts'
import { keysOf, SHORTCUTS } from '../room/keys.ts'
import type { Shortcut } from '../room/keys.ts'
import { GuidePage } from './guide.tsx'

export function HostsGuide() {
  const names = {
    main: useText(),
    account: useTexts('account'),
    documents: useTexts('documents'),
    home: useTexts('home'),
    meeting: useTexts('meeting'),
    made: useTexts('made'),
    meetings: useTexts('meetings'),
    people: useTexts('people'),
    recording: useTexts('recording'),
    room: useTexts('room'),
    sealing: useTexts('sealing'),
    votes: useTexts('votes'),
  }
  const { title } = names.room.keys
  return (
    <GuidePage
      guide={useTexts('hosts')}
      names={names}
      more={{ id: 'keys', title, content: <Keys /> }}
    />
  )
}

const ALL = Object.keys(SHORTCUTS) as Shortcut[]

function Keys() {
  const { keys } = useTexts('room')
  return (
    <>
      <dl className="guide-keys">
        <div>
          <dt>{keys.talk}</dt>
          <dd>
            <kbd>{keys.space}</kbd>
          </dd>
        </div>
        {ALL.map((shortcut) => (
          <div key={shortcut}>
            <dt>{keys.does[shortcut]}</dt>
            <dd>
              <kbd>{keysOf(shortcut)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small soft">{keys.notInText}</p>
    </>
  )
}
