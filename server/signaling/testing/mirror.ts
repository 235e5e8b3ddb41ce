import type { Heard } from '#e2e/support/raw-socket.ts'
import type { Snapshot } from '#protocol/snapshot.ts'

/** What a client shows of a meeting: the snapshot with all later updates. */
export type View = Omit<Snapshot, 'welcome' | 'now' | 'media' | 'presentation' | 'keys'> & {
  presentation: Omit<Snapshot['presentation'], 'ink'>
}

/** Applies the messages that one client receives, as a browser would. */
export class Mirror {
  view: View | null = null
  /** The state before the last snapshot arrived. */
  before: View | null = null
  snapshots = 0
  /** Whether the client was told that the meeting is over for them. */
  out = false

  hear(event: Heard): void {
    if (event.name === 'closed') this.out = true
    if (event.name === 'snapshot') {
      this.before = this.view
      this.view = viewOf(event.data)
      this.snapshots += 1
    } else if (event.name === 'waiting') this.view = null
    else if (this.view !== null) fold(this.view, event)
  }
}

function viewOf(snapshot: Snapshot): View {
  const { self, meeting, participants, tracks, chat, votes, ballot } = snapshot
  const { lobby, grant, speaker, speakers, questions, presentation } = snapshot
  const { documents, shown } = presentation
  const all = { self, meeting, participants, tracks, chat, votes, ballot }
  const own = { lobby, grant, speaker, speakers, questions, presentation: { documents, shown } }
  return sorted(structuredClone({ ...all, ...own }))
}

function fold(view: View, event: Heard): void {
  switch (event.name) {
    case 'meeting':
      view.meeting = event.data
      return
    case 'participant':
      view.participants = [...without(view.participants, event.data.id), event.data]
      break
    case 'participantLeft':
      view.participants = without(view.participants, event.data.id)
      return
    case 'track':
      view.tracks = [...without(view.tracks, event.data.id), event.data]
      break
    case 'trackEnded':
      view.tracks = without(view.tracks, event.data.id)
      return
    case 'grant':
      view.grant = event.data.sources
      return
    case 'chat':
      view.chat.push(event.data)
      return
    case 'vote':
      view.votes = [...without(view.votes, event.data.id), event.data]
      break
    case 'ballot':
      view.ballot = event.data.ballot
      return
    case 'speaker':
      view.speaker = event.data.id
      return
    case 'speakers':
      view.speakers = event.data
      return
    case 'questions':
      view.questions = event.data
      return
    case 'lobby':
      view.lobby = event.data.knocks
      return
    case 'presentation':
      view.presentation = event.data
      return
    case 'pageTurned':
      if (view.presentation.shown !== null) Object.assign(view.presentation.shown, event.data)
      return
    // One-time messages that are not part of the state.
    case 'closed':
    case 'handLowered':
    case 'ink':
    case 'keyBeat':
    case 'keyChallenge':
    case 'keyCommit':
    case 'keyDeclined':
    case 'keyFounder':
    case 'keyGroup':
    case 'keyLost':
    case 'keyReached':
    case 'keyResumed':
    case 'keyRevealed':
    case 'keySecret':
    case 'keyWelcome':
    case 'keyWork':
    case 'laser':
    case 'notice':
    case 'ownTrack':
    case 'password':
    case 'reaction':
    case 'recordingStopped':
    case 'restarting':
    case 'snapshot':
    case 'waiting':
      return
  }
  sorted(view)
}

const without = <T extends { id: string }>(all: readonly T[], id: string): T[] =>
  all.filter((one) => one.id !== id)

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

function sorted(view: View): View {
  view.participants.sort(byId)
  view.tracks.sort(byId)
  view.votes.sort(byId)
  return view
}
