import assert from 'node:assert/strict'
import { it } from 'node:test'
import { keepRunning } from './awake.ts'

/** What a page sees of a context in Safari, which also knows `interrupted`. */
class Context extends EventTarget {
  state = 'suspended'
  asked = 0
  /** The system allows it only with a tap. */
  allowed = false
  becomes(state: string) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
  async resume() {
    this.asked += 1
    if (!this.allowed) throw new DOMException('not now', 'InvalidStateError')
    this.state = 'running'
  }
}

it('a context that a phone call interrupts goes on, at the latest with a tap', async () => {
  const [context, page] = [new Context(), new EventTarget()]
  keepRunning(context as unknown as AudioContext, page)
  assert.equal(context.asked, 1)
  context.becomes('running')
  context.becomes('interrupted')
  assert.equal(context.asked, 2)
  page.dispatchEvent(new Event('visibilitychange'))
  assert.equal(context.state, 'interrupted')
  context.allowed = true
  page.dispatchEvent(new Event('pointerup'))
  assert.equal(context.state, 'running')
  const { asked } = context
  page.dispatchEvent(new Event('pointerup'))
  assert.equal(context.asked, asked, 'running needs nothing')
})

it('a closed context is left alone', () => {
  const [context, page] = [new Context(), new EventTarget()]
  keepRunning(context as unknown as AudioContext, page)
  context.becomes('closed')
  context.state = 'suspended'
  page.dispatchEvent(new Event('pointerup'))
  assert.equal(context.asked, 1)
})
