import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FLOW_LIFE, Flows } from './flows.ts'
import { token256 } from './tokens.ts'

describe('pending sign-ins', () => {
  it('[SES] complete once, for the browser and the state they started with', () => {
    const flows = new Flows()
    const { flow, token } = flows.begin('/audit', 'old session', 1000)
    assert.equal(new Set([flow.state, flow.nonce, flow.verifier, token]).size, 4)
    assert.equal(flows.take(null, flow.state, 1001), null)
    assert.equal(flows.take(token, undefined, 1001), null)
    assert.equal(flows.take(token256(), flow.state, 1001), null)
    assert.equal(flows.take(token, token256(), 1001), null, 'and the flow goes on')
    assert.deepEqual(flows.take(token, flow.state, 1001), flow)
    assert.equal(flows.take(token, flow.state, 1001), null)
  })

  it('[SES] are not mixed up', () => {
    const flows = new Flows()
    const one = flows.begin('/meetings', null, 0)
    const two = flows.begin('/meetings', null, 0)
    assert.equal(flows.take(one.token, two.flow.state, 1), null)
    assert.equal(flows.take(two.token, one.flow.state, 1), null)
    assert.deepEqual(flows.take(two.token, two.flow.state, 1), two.flow)
  })

  it('[SES] expire after ten minutes', () => {
    const flows = new Flows()
    const { flow, token } = flows.begin('/meetings', null, 0)
    assert.equal(flows.take(token, flow.state, FLOW_LIFE), null)
    const later = flows.begin('/meetings', null, 0)
    assert.ok(flows.take(later.token, later.flow.state, FLOW_LIFE - 1))
  })

  it('are limited in number: the oldest is dropped first', () => {
    const flows = new Flows()
    const first = flows.begin('/meetings', null, 0)
    const second = flows.begin('/meetings', null, 0)
    for (let n = 0; n < 9999; n++) flows.begin('/meetings', null, 1)
    assert.equal(flows.take(first.token, first.flow.state, 2), null)
    assert.ok(flows.take(second.token, second.flow.state, 2))
  })
})
