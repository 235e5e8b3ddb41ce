import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { LANGUAGES } from '#client/src/i18n/languages.ts'
import { BUDGET, measure, report, total } from './size.ts'
import type { Part, Sizes } from './size.ts'

const names = (of: Part[]) => of.map(({ name }) => name)
/** Language and topic of each text chunk. */
const texts = (of: Part[]) =>
  names(of)
    .filter((name) => LANGUAGES.some((language) => name.startsWith(`${language}-`)))
    .toSorted()

describe('the size of the client', () => {
  let sizes: Sizes
  before(async () => {
    sizes = await measure()
    console.info(report(sizes))
  })

  it('the join page is within its budget', () => {
    assert.ok(total(sizes.join) <= BUDGET.join, report(sizes))
  })
  it('every call is within its budget, and so is what is opened in one', () => {
    assert.ok(total(sizes.call) <= BUDGET.call, report(sizes))
    assert.ok(total(sizes.opened) <= BUDGET.opened, report(sizes))
  })
  it('joining fetches nothing of the room, the engine or a second language', () => {
    const later = /^client\/src\/(call\/engine|ui\/(room|recording|widgets\/(menu|dialog))\b)/
    assert.deepEqual(
      sizes.joinSources.filter((source) => later.test(source)),
      [],
    )
    assert.deepEqual(texts(sizes.join), ['vi-main'])
    assert.deepEqual(texts(sizes.call), [
      'vi-class',
      'vi-effects',
      'vi-main',
      'vi-meeting',
      'vi-people',
      'vi-room',
      'vi-sealing',
      'vi-visit',
    ])
    assert.ok(sizes.call.some(({ name }) => name === 'room'))
  })
  it('the join page is one file, its entry, its texts and the bundler’s own', () => {
    assert.deepEqual(names(sizes.join).toSorted(), [
      'first',
      'index',
      'rolldown-runtime',
      'vi-main',
    ])
  })
  it('documents, blur and noise suppression are complete, and in no budget', () => {
    assert.deepEqual(names(sizes.effects.blur).toSorted(), [
      'blur',
      'blur-worker',
      'person.tflite',
      'vision_wasm_module_internal',
      'vision_wasm_module_internal.wasm',
    ])
    assert.deepEqual(names(sizes.effects.denoise).toSorted(), [
      'denoise',
      'denoise-worker',
      'rnnoise_simd.wasm',
      'workletProcessor',
    ])
    assert.deepEqual(names(sizes.effects.documents).toSorted(), [
      'document-view',
      'document-view.css',
      'pdf',
      'pdf-worker',
      'vi-documents',
    ])
    for (const name of ['blur', 'denoise', 'document-view', 'pdf'])
      assert.ok(!names([...sizes.call, ...sizes.opened]).includes(name), name)
  })
  it('votes are fetched only by meetings that have one', () => {
    assert.ok(total(sizes.votes) > 5 && total(sizes.votes) < 15, report(sizes))
    for (const name of names(sizes.votes)) assert.ok(!names(sizes.join).includes(name), name)
  })
})
