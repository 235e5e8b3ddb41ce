import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  BAD_SAMPLES,
  CALM_LOOKS,
  PICTURES_SHOWN,
  UP_SAMPLES,
  WAIT,
  afterSample,
  cameraRests,
  insist,
  strainOf,
  recovers,
} from './pictures.ts'
import type { Pictures, Strain } from './pictures.ts'

const strains = fc.array(fc.constantFrom<Strain>('bad', 'bad_up', 'unclear', 'good'), {
  maxLength: 300,
})
const loss = (sent: number | null, received: number | null) => ({ sent, received })
const after = (looks: readonly Strain[], from: Pictures = PICTURES_SHOWN) =>
  looks.reduce((now, look) => afterSample(now, look), from)
const times = (n: number, strain: Strain) => Array.from({ length: n }, () => strain)

describe('[QOS1] audio only on a bad connection', () => {
  it('judges by the worse of loss and delay, and returns null without data', () => {
    assert.equal(strainOf(loss(null, null), null), null)
    assert.equal(strainOf(loss(0.2, 0), 0.01), 'bad_up')
    assert.equal(strainOf(loss(0, 0.2), 0.01), 'bad')
    assert.equal(strainOf(loss(null, null), 1.2), 'bad_up')
    assert.equal(strainOf(loss(0, 0.05), 0.1), 'unclear')
    assert.equal(strainOf(loss(0.05, null), 0.1), 'unclear')
    assert.equal(strainOf(loss(0.01, 0.01), null), 'good')
  })

  it('starts when the connection has been bad for a while, and not before', () => {
    assert.equal(after(times(BAD_SAMPLES - 1, 'bad')).mode, 'shown')
    assert.equal(after(times(BAD_SAMPLES, 'bad')).mode, 'paused')
    const broken: Strain[] = [...times(BAD_SAMPLES - 1, 'bad'), 'good', 'bad']
    assert.equal(after(broken).mode, 'shown')
  })

  it('ends when the connection has been good for a while', () => {
    const paused = after(times(BAD_SAMPLES, 'bad'))
    assert.equal(after(times(WAIT.first - 1, 'good'), paused).mode, 'paused')
    assert.equal(after(times(WAIT.first, 'good'), paused).mode, 'shown')
  })

  it('doubles the wait each time video resumed too early, until a long calm', () => {
    const fall = times(BAD_SAMPLES, 'bad')
    const again = after([...fall, ...times(WAIT.first, 'good'), ...fall])
    assert.equal(after(times(WAIT.first, 'good'), again).mode, 'paused')
    assert.equal(after(times(2 * WAIT.first, 'good'), again).mode, 'shown')
    const calm = after([...times(2 * WAIT.first + CALM_LOOKS, 'good'), ...fall], again)
    assert.equal(after(times(WAIT.first, 'good'), calm).mode, 'shown')
  })

  it('is not forced on a person who insists on video', () => {
    const wants = insist(after(times(BAD_SAMPLES, 'bad')))
    assert.equal(wants.mode, 'insisted')
    assert.equal(after(times(100, 'bad'), wants).mode, 'insisted')
    assert.equal(after(times(WAIT.first, 'good'), wants).mode, 'shown')
    assert.equal(insist(PICTURES_SHOWN), PICTURES_SHOWN)
  })

  it('never flickers: every change follows the required number of samples', () => {
    fc.assert(
      fc.property(strains, (looks) => {
        let state = PICTURES_SHOWN
        let [bad, good] = [0, 0]
        for (const look of looks) {
          // Counts consecutive samples that are not `unclear`, since the last change.
          if (look.startsWith('bad')) [bad, good] = [bad + 1, 0]
          if (look === 'good') [bad, good] = [0, good + 1]
          const next = afterSample(state, look)
          if (next.mode !== state.mode) {
            assert.ok(next.mode === 'paused' ? bad >= BAD_SAMPLES : good >= state.wait)
            bad = good = 0
          }
          assert.ok(next.wait >= WAIT.first && next.wait <= WAIT.most)
          state = next
        }
      }),
    )
  })

  it('pauses the local camera only when its smallest layer is still too much for the uplink', () => {
    const paused = after(times(BAD_SAMPLES, 'bad_up'))
    assert.equal(cameraRests(paused), false)
    const resting = after(times(UP_SAMPLES, 'bad_up'), paused)
    assert.equal(cameraRests(resting), true)
    assert.equal(cameraRests(after(times(UP_SAMPLES, 'bad'), paused)), false)
    const once: Strain[] = ['bad_up', 'good', 'bad_up']
    assert.equal(cameraRests(after(once, paused)), false)
    // It resumes together with remote video, or when the person insists.
    assert.equal(cameraRests(after(times(WAIT.first - 1, 'good'), resting)), true)
    assert.equal(cameraRests(after(times(WAIT.first, 'good'), resting)), false)
    assert.equal(cameraRests(insist(resting)), false)
    assert.equal(cameraRests(after(times(50, 'bad_up'), insist(resting))), false)
  })

  it('never pauses the local camera while video is received', () => {
    fc.assert(
      fc.property(strains, (looks) => {
        let state = PICTURES_SHOWN
        for (const look of looks) {
          state = afterSample(state, look)
          assert.ok(!cameraRests(state) || state.mode === 'paused')
        }
      }),
    )
  })

  it('always ends: from any state, video is back after the longest wait', () => {
    fc.assert(
      fc.property(strains, fc.boolean(), (looks, wants) => {
        const before = after(looks)
        const now = wants ? insist(before) : before
        assert.equal(after(times(WAIT.most, 'good'), now).mode, 'shown')
      }),
    )
  })
})

const bad = (busy: boolean, from: Pictures = PICTURES_SHOWN) =>
  Array.from({ length: BAD_SAMPLES }, () => busy).reduce(
    (now, suspect) => afterSample(now, 'bad_up', suspect),
    from,
  )

describe('[QOS1] the cause that is told', () => {
  it('is the processor if it was too busy when the samples were bad', () => {
    assert.deepEqual([bad(true).mode, bad(true).cause], ['paused', 'processor'])
    assert.deepEqual([bad(false).mode, bad(false).cause], ['paused', 'line'])
  })

  it('stays while samples are good, and follows the next bad one', () => {
    const good = afterSample(bad(true), 'good')
    assert.equal(good.cause, 'processor')
    assert.equal(afterSample(good, 'bad').cause, 'line')
  })

  it('is over once samples are good, although video still waits', () => {
    assert.equal(recovers(bad(false)), false)
    const good = afterSample(bad(false), 'good')
    assert.deepEqual([good.mode, recovers(good)], ['paused', true])
    assert.equal(recovers(afterSample(good, 'bad')), false)
    assert.equal(recovers(after(times(WAIT.first, 'good'), bad(false))), false)
  })
})
