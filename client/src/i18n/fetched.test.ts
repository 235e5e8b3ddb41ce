import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ask, askAhead, askForWanted, textsOf } from './fetched.ts'
import type { Language } from './languages.ts'
import { texts as english } from './en/votes.ts'
import { texts as vietnamese } from './vi/votes.ts'

describe('fetched texts', () => {
  it('are available at once, and switching language fetches all of them', async () => {
    assert.equal(textsOf('vi', 'votes'), undefined)
    assert.equal(ask('vi', 'votes'), ask('vi', 'votes'))
    await askAhead('vi', ['votes'])
    assert.equal(textsOf('vi', 'votes'), vietnamese)
    assert.equal(textsOf('en', 'votes'), undefined)
    await askForWanted('en')
    assert.equal(textsOf('en', 'votes'), english)
    assert.equal(textsOf('en', 'audit'), undefined)
  })

  it('keep failing for components that wait, and are retried by prefetching', async () => {
    const nowhere = 'xx' as Language
    await assert.rejects(ask(nowhere, 'votes'))
    const failure = ask(nowhere, 'votes')
    assert.equal(ask(nowhere, 'votes'), failure)
    await assert.rejects(askAhead(nowhere, ['votes']))
    assert.notEqual(ask(nowhere, 'votes'), failure)
    await assert.rejects(ask(nowhere, 'votes'))
    await assert.rejects(askForWanted(nowhere))
  })
})
