import type { ParticipantId } from '#protocol/ids.ts'
import type { KnockView, ParticipantView, TrackView } from '#protocol/model.ts'
import { leads } from '#protocol/roles.ts'
import { mixesScripts, nameJudge, skeleton } from '../policy/names.ts'
import {
  knockView,
  lobbyFor,
  mayRead,
  meetingView,
  participantView as viewOfPerson,
} from '../policy/view.ts'
import type { Message } from './effects.ts'
import { grantOf } from './granted.ts'
import { leadersHere } from './people.ts'
import type { Person } from './people.ts'
import { questionsView } from './questions-state.ts'
import { consentOf, recordingView } from './recording-state.ts'
import { speakersView } from './speakers-state.ts'
import type { RoomState } from './state.ts'
import { presentationView } from './presentation-state.ts'
import { carried } from './voices.ts'
import { ballotView, voteView } from './voting.ts'

/** The views that are the same for everyone inside, by their names in the snapshot. */
export function commonViews(state: RoomState, recordingDays: number) {
  const { sitting } = state
  const people = [...state.people.values()]
  const queue = raisedHands(state)
  const voices = carried(sitting.voices)
  return {
    meeting: meetingView(state.meeting, {
      hostPresent: leadersHere(state).length > 0,
      spotlight: sitting.spotlight,
      closesAt: state.closesAt,
      closing: state.closing,
      recording: recordingView(sitting.recording, recordingDays),
    }),
    participants: people.map((person) =>
      viewOfPerson(person, placeIn(queue, person), consentOf(sitting.recording, person.id)),
    ),
    tracks: people.flatMap((person) =>
      [...person.tracks].map(([source, track]): TrackView => ({
        id: track.id,
        participant: person.id,
        source,
        paused: track.paused,
        carried: source !== 'microphone' || voices.has(person.id),
      })),
    ),
    votes: sitting.votes.map(voteView),
    presentation: presentationView(sitting.presentation, state.documents),
  }
}
export type CommonViews = ReturnType<typeof commonViews>

/** As everyone inside sees this person. */
export const participantView = (state: RoomState, person: Person): ParticipantView =>
  viewOfPerson(
    person,
    placeIn(raisedHands(state), person),
    consentOf(state.sitting.recording, person.id),
  )

/** First come first. */
const raisedHands = ({ people }: RoomState): ParticipantId[] =>
  [...people.values()]
    .filter((person) => person.handSince !== null)
    .sort((a, b) => (a.handSince ?? 0) - (b.handSince ?? 0))
    .map((person) => person.id)

/** From 1; null for somebody who has not raised a hand. */
const placeIn = (queue: readonly ParticipantId[], { id }: Person): number | null => {
  const place = queue.indexOf(id)
  return place === -1 ? null : place + 1
}

/** The same views as messages, each with the key used to compare it with the last one sent. */
export const commonMessages = (views: CommonViews): [key: string, Message][] => [
  ['meeting', { name: 'meeting', data: views.meeting }],
  ...views.participants.map((data) => keyed(`participant ${data.id}`, 'participant', data)),
  ...views.tracks.map((data) => keyed(`track ${data.id}`, 'track', data)),
  ...views.votes.map((data) => keyed(`vote ${data.id}`, 'vote', data)),
  ['presentation', { name: 'presentation', data: views.presentation }],
]

const keyed = <N extends Message['name']>(
  key: string,
  name: N,
  data: (Message & { name: N })['data'],
) => [key, { name, data } as Message] as [string, Message]

/** The views that differ per person, by their names in the snapshot. */
export const ownViews = (state: RoomState, person: Person, knocks: KnockView[]) => ({
  grant: grantOf(state, person),
  lobby: lobbyFor(person.role, knocks),
  speakers: speakersView(state.sitting.speakers, person.role, state.people),
  questions: questionsView(state.sitting.questions, person),
  ballot: ballotView(state.sitting.votes, person),
})
export type OwnViews = ReturnType<typeof ownViews>

export const ownMessages = (views: OwnViews): Message[] => [
  { name: 'grant', data: { sources: views.grant } },
  { name: 'lobby', data: { knocks: views.lobby } },
  { name: 'speakers', data: views.speakers },
  { name: 'questions', data: views.questions },
  { name: 'ballot', data: { ballot: views.ballot } },
]

/** History that is otherwise only sent as it happens; late joiners get all of it. */
export const historyFor = ({ sitting }: RoomState, person: Person) => ({
  chat: sitting.chat.filter((message) => mayRead(person, message)),
  speaker: sitting.speaker,
  ink: sitting.presentation.ink.pages(),
})

/** People who are present are compared by their own names instead. */
function absentInvitees(state: RoomState): Set<string> {
  const here = [...state.people.values(), ...state.knocks.values()].map((one) => one.inviteId)
  const present = new Set(here)
  return new Set([...state.invitees].filter(([id]) => !present.has(id)).map(([, name]) => name))
}

export function knockViews(state: RoomState): KnockView[] {
  const people = [...state.people.values()]
  const knocks = [...state.knocks.values()]
  if (knocks.length === 0) return []
  const leading = people.filter((person) => leads(person.role))
  const judge = nameJudge({
    hosts: [skeleton(state.meeting.hostName), ...leading.map((person) => person.skeleton)],
    participants: people.filter((person) => !leads(person.role)).map((one) => one.skeleton),
    waiting: knocks.map((knock) => knock.skeleton),
    invitees: absentInvitees(state),
  })
  const removedAddresses = new Set(state.blocks.map((block) => block.addressHash))
  return knocks.map((knock) => {
    // An position that reads like a name is one more way to pass for somebody.
    const said = [
      knock.skeleton,
      ...(knock.positionSkeleton === null ? [] : [knock.positionSkeleton]),
    ]
    const flags = [...new Set(said.flatMap((own) => judge(own, knock.kind)))]
    if (mixesScripts(knock.name) || mixesScripts(knock.position ?? '')) flags.push('mixed_scripts')
    if (removedAddresses.has(knock.addressHash)) flags.push('address_of_removed')
    return knockView(knock, flags, state.sitting.keys.offeredBy(knock.id))
  })
}
