import assert from 'node:assert/strict'
import { it } from 'node:test'
import { RECONNECT, afterRefusal, dialPatience, reconnectDelay } from './reconnect.ts'

it('waits longer each time, up to the maximum', () => {
  const longest = [0, 1, 2, 3, 4, 5, 60].map((attempt) => reconnectDelay(attempt, 1))
  assert.deepEqual(longest, [300, 600, 1000, 1000, 1000, 1000, 1000])
})

it('gives up quickly on an attempt started during an outage', () => {
  const attempts = Array.from({ length: 60 }, (_, attempt) => dialPatience(200, attempt))
  assert.deepEqual([...new Set(attempts)], [1500, 8000])
  assert.deepEqual([attempts.indexOf(8000), attempts.lastIndexOf(8000)], [29, 59])
})

it('allows a slow connection, or a first one, more time', () => {
  assert.equal(dialPatience(1000, 0), 3000)
  assert.equal(dialPatience(5000, 0), 8000)
  assert.equal(dialPatience(null, 0), 8000)
})

it('spreads clients over half the delay', () => {
  assert.equal(reconnectDelay(0, 0), RECONNECT.firstMs / 2)
  assert.equal(reconnectDelay(20, 0), RECONNECT.maxMs / 2)
})

it('reconnects no earlier than the server asked', () => {
  assert.equal(reconnectDelay(0, 0, 9000, 8000), 9000)
})

it('starts the next attempt at once when the last one took longer than the delay', () => {
  assert.equal(reconnectDelay(20, 1, 0, 1500), 0)
  assert.equal(reconnectDelay(20, 1, 0, 400), 600)
})

it('goes back to the password when the ticket is no longer valid', () => {
  assert.deepEqual(afterRefusal({ code: 'ticket_invalid' }), { next: 'password' })
})

it('[ADM6] does not knock again after being removed or blocked', () => {
  assert.deepEqual(afterRefusal({ code: 'removed' }), { next: 'closed', reason: 'removed' })
  assert.deepEqual(afterRefusal({ code: 'blocked' }), { next: 'closed', reason: 'blocked' })
})

it('reloads the page when the server has another version', () => {
  assert.deepEqual(afterRefusal({ code: 'outdated_page', retryAfter: 10 }), { next: 'reload' })
})

it('tries again when the server is full or busy', () => {
  assert.deepEqual(afterRefusal({ code: 'server_full', retryAfter: 7 }), {
    next: 'retry',
    retryAfterMs: 7000,
  })
  assert.deepEqual(afterRefusal({ code: 'internal' }), { next: 'retry', retryAfterMs: 0 })
})
