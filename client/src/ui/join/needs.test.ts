import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isEssential, missingHere } from './needs.ts'

class Peer {
  static opened = 0
  constructor() {
    Peer.opened += 1
  }
  close() {
    Peer.opened -= 1
  }
}
class Refused extends Peer {
  constructor() {
    super()
    this.close()
    throw new Error('disabled by policy')
  }
}
const WHOLE = {
  isSecureContext: true,
  RTCPeerConnection: Peer,
  RTCRtpScriptTransform: Peer,
  RTCRtpSender: Peer,
  Worker: Peer,
  WebSocket: Peer,
  navigator: { mediaDevices: {} },
}

it('a whole browser lacks nothing, and the trial leaves nothing open', () => {
  assert.deepEqual(missingHere(WHOLE), [])
  assert.equal(Peer.opened, 0)
})

it('names what is missing, also if only its use fails', () => {
  const { RTCPeerConnection: _gone, ...deaf } = WHOLE
  assert.deepEqual(missingHere(deaf), ['calls'])
  assert.deepEqual(missingHere({ ...WHOLE, RTCPeerConnection: Refused }), ['calls'])
  const { WebSocket: _cut, ...cut } = WHOLE
  assert.deepEqual(missingHere(cut), ['sockets'])
  assert.deepEqual(missingHere({ ...WHOLE, navigator: {} }), ['devices'])
  const insecure = { ...WHOLE, isSecureContext: false, navigator: {} }
  assert.deepEqual(missingHere(insecure), ['secure'])
})

it('a browser that cannot encrypt a call is told so, unless it cannot make one at all', () => {
  const { RTCRtpScriptTransform: _newer, ...older } = WHOLE
  assert.deepEqual(missingHere(older), ['sealing'])
  class Sender {
    createEncodedStreams() {}
  }
  assert.deepEqual(missingHere({ ...older, RTCRtpSender: Sender }), [])
  const { Worker: _none, ...alone } = WHOLE
  assert.deepEqual(missingHere(alone), ['sealing'])
  const { RTCPeerConnection: _gone, ...deaf } = older
  assert.deepEqual(missingHere(deaf), ['calls'])
})

it('only listening and watching needs no devices', () => {
  const needs = ['calls', 'secure', 'sealing', 'sockets', 'devices'] as const
  assert.deepEqual(needs.filter(isEssential), ['calls', 'secure', 'sealing', 'sockets'])
})
