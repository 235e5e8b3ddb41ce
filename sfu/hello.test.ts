import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { describe, it } from 'node:test'
import { clientHello } from './testing/dtls.ts'
import { RtpEndpoint } from './testing/endpoint.ts'
import { SfuHarness } from './testing/harness.ts'
import { bindingRequest } from './testing/stun.ts'

const JOINS = 100
const HELLOS = 5

// Enable Security published in 2023 and 2024 ("DTLS ClientHello race conditions in WebRTC
// implementations"; Asterisk CVE-2023-49786, FreeSWITCH CVE-2023-51443, RTPEngine): a media server
// that accepts the first ClientHello to reach its port, from any address, starts the handshake with
// a stranger, and the intended peer never connects. The protection is to accept DTLS only from an
// address that has passed the ICE check. An attacker who can send from the victim's exact address
// and port is on the path and needs no race to cut it off.

describe('a ClientHello from a stranger that arrives first', () => {
  const here = new SfuHarness()

  it(`does not keep anyone out: ${JOINS} joins under injection, ${JOINS} connect`, async (t) => {
    const stranger = createSocket('udp4')
    t.after(() => stranger.close())
    let answers = 0
    stranger.on('message', (answer) => {
      if (answer[0] === 22) answers += 1
    })
    for (let n = 0; n < JOINS; n += 1) {
      const peer = here.room.createPeer(`victim ${n}`)
      const offer = await peer.openTransport('send')
      const [server] = offer.iceCandidates
      assert.ok(server)
      const { usernameFragment } = offer.iceParameters
      const inject = () => {
        // Every connectivity check has the user name in clear text, but not the password.
        const guess = { usernameFragment, password: randomBytes(12).toString('hex') }
        stranger.send(bindingRequest(guess), server.port, server.address)
        for (let i = 0; i < HELLOS; i += 1) {
          stranger.send(clientHello(), server.port, server.address)
        }
      }
      inject()
      const victim = await RtpEndpoint.open(offer, async (dtls) => {
        inject()
        await peer.connectTransport('send', dtls)
        inject()
      })
      victim.close()
      peer.close()
    }
    assert.equal(answers, 0, 'the server answered the stranger')
    assert.equal(here.deaths, 0)
  })

  it('would be answered if it came from an address that passed the check', async (t) => {
    const peer = here.room.createPeer('somebody')
    const offer = await peer.openTransport('send')
    const checked = createSocket('udp4')
    t.after(() => checked.close())
    const [server] = offer.iceCandidates
    assert.ok(server)
    const shaken = new Promise<void>((resolve) => {
      checked.on('message', (answer) => {
        if (answer[0] === 22) resolve()
        else checked.send(clientHello(), server.port, server.address)
      })
    })
    await peer.connectTransport('send', {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: Array<string>(32).fill('AB').join(':') }],
    })
    checked.send(
      bindingRequest(offer.iceParameters, { nominate: true }),
      server.port,
      server.address,
    )
    await shaken
    peer.close()
  })
})
