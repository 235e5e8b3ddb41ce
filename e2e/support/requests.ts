import type { RequestName } from '#protocol/messages.ts'
import { opaque } from '#protocol/testing.ts'

/**
 * Requests allowed to a person who has a seat but is not inside: waiting, or on the way out. Listed
 * here instead of read from the handlers, so that a handler opened by mistake fails the test.
 */
export const OUTSIDE_MAY: readonly RequestName[] = ['leave', 'keys.offer', 'keys.reveal']

export const dtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
}
export const rtpParameters = {
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }],
  encodings: [{ ssrc: 1234 }],
}
const noTrack = '00000000-0000-4000-8000-00000000ffff'
const document = 'd'.repeat(22)
const group = 'g'.repeat(22)
const commit = {
  group,
  epoch: 0,
  commit: { inline: 'AAAA' },
  invitation: null,
  add: [],
  remove: [],
  leaders: null,
}

/**
 * One well-formed input per request, so that a refusal does not come from the parser. A new request
 * without one does not compile.
 * @param id of the person or thing the request is about
 */
export const inputs = (id: string): Record<RequestName, object> => ({
  leave: {},
  'transport.open': { direction: 'send' },
  'transport.connect': { direction: 'send', dtlsParameters },
  'transport.restartIce': { direction: 'send' },
  'track.publish': { source: 'microphone', kind: 'audio', rtpParameters, paused: false },
  'track.pause': { source: 'microphone', paused: true },
  'track.unpublish': { source: 'microphone' },
  'track.subscribe': { id: noTrack },
  'track.show': { id: noTrack, shown: true },
  'track.unsubscribe': { id: noTrack },
  'track.keyFrame': { id: noTrack },
  'hand.raise': { raised: true },
  'chat.send': { sealed: opaque('x') },
  'reaction.send': { sealed: opaque('agree') },
  'share.request': {},
  'lobby.admit': { ids: [id], keys: commit },
  'lobby.refuse': { id, block: false },
  'lobby.message': { id, text: 'x' },
  'lobby.return': { ids: [id] },
  'participant.mute': { id },
  'participant.muteAll': {},
  'participant.cameraOff': { id },
  'participant.remove': { id, block: false },
  'hand.lower': { id },
  'hand.lowerAll': {},
  'floor.give': { id },
  'floor.take': { id },
  'share.grant': { id },
  'share.revoke': { id },
  'meeting.mode': { mode: 'lecture' },
  'meeting.lock': { locked: true },
  'meeting.chat': { on: false },
  'vote.cast': { vote: id, marks: '100' },
  'vote.open': {
    question: 'x',
    subject: { kind: 'yes_no', rule: 'majority' },
    secret: false,
    live: false,
    guests: false,
    quorum: null,
    minutes: null,
  },
  'vote.close': { vote: id },
  'vote.cancel': { vote: id },
  'cohost.add': { id, keys: commit },
  'cohost.remove': { id },
  'host.handOver': { id, keys: commit },
  'spotlight.set': { id },
  'spotlight.clear': {},
  'meeting.prolong': { minutes: 30 },
  'meeting.end': {},
  'speakers.add': { ids: [id] },
  'speakers.remove': { id },
  'speakers.move': { id, place: 0 },
  'floor.pass': { id },
  'question.ask': { sealed: opaque('x') },
  'question.mark': { question: id, state: 'answered' },
  'question.show': { shown: { question: id, sealed: 'AAAA' } },
  'question.seal': { list: [{ question: id, sealed: 'AAAA' }] },
  'document.show': { document },
  'document.hide': {},
  'document.remove': { document },
  'document.blank': {},
  'document.turn': { document, page: 1, scale: 100, x: 0, y: 0 },
  'document.draw': { document, page: 1, stroke: 1, tool: 'pen', color: 0, points: [0, 0] },
  'document.erase': { document, page: 1, strokes: [1] },
  'document.undo': { document, page: 1 },
  'document.clear': { document, page: 1 },
  'document.point': { at: null },
  'document.copy': { document },
  'document.download': { document, allowed: true },
  'document.keep': { document, days: 1 },
  'present.grant': { id },
  'present.revoke': { id },
  'recording.ask': {},
  'recording.answer': { id, text: 1, agree: true },
  'recording.begin': { id, recipient: `age1${'q'.repeat(58)}`, sealedKey: 'A'.repeat(200) },
  'recording.stop': {},
  'keys.establish': { founder: 'f'.repeat(43), replaces: null },
  'keys.found': { group, notice: null },
  'keys.offer': {
    group,
    keyPackage: 'AAAA',
    proof: { link: null, invite: null },
    commitment: null,
  },
  'keys.offers': { ids: [id] },
  'keys.commit': commit,
  'keys.decline': { id },
  'keys.claim': { group, epoch: 0, transcript: 't'.repeat(43), roster: null },
  'keys.replay': { epoch: 0 },
  'keys.joined': {},
  'keys.challenge': { id, n: 'n'.repeat(43) },
  'keys.reveal': { m: 'm'.repeat(43) },
  'keys.share': { id, sealed: 'AAAA' },
  'keys.reached': { group, epoch: 0 },
  'keys.beat': { sealed: 'AAAA' },
})
