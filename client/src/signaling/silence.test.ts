import assert from 'node:assert/strict'
import { afterEach, beforeEach, it, mock } from 'node:test'
import { SILENCE, SilenceWatch } from './silence.ts'

let log: string[]
let watch: SilenceWatch
const whole = SILENCE.afterMs + SILENCE.againMs

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] })
  log = []
  watch = new SilenceWatch({ silent: () => log.push('silent'), heard: () => log.push('heard') })
  watch.packet()
})
afterEach(() => mock.timers.reset())

it('is told within two seconds, once, and when something arrives again', () => {
  assert.ok(whole < 2000)
  mock.timers.tick(SILENCE.afterMs)
  mock.timers.tick(SILENCE.againMs - 1)
  assert.deepEqual(log, [])
  mock.timers.tick(1)
  assert.deepEqual(log, ['silent'])
  mock.timers.tick(10 * whole)
  watch.packet()
  watch.packet()
  assert.deepEqual(log, ['silent', 'heard'])
  mock.timers.tick(SILENCE.afterMs)
  mock.timers.tick(SILENCE.againMs)
  assert.deepEqual(log, ['silent', 'heard', 'silent'])
})

it('a ping that is late by half another is no silence', () => {
  for (let n = 0; n < 20; n += 1) {
    mock.timers.tick(1500)
    watch.packet()
  }
  assert.deepEqual(log, [])
})

it('packets that waited behind a blocked page still count', () => {
  mock.timers.tick(SILENCE.afterMs)
  watch.packet()
  mock.timers.tick(SILENCE.againMs)
  assert.deepEqual(log, [])
})

it('a doubt from elsewhere holds until the next packet', () => {
  watch.doubt()
  watch.doubt()
  assert.deepEqual(log, ['silent'])
  watch.packet()
  assert.deepEqual(log, ['silent', 'heard'])
})

it('says nothing after the end', () => {
  watch.stop()
  mock.timers.tick(10 * whole)
  assert.deepEqual(log, [])
})
