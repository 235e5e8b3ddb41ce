import assert from 'node:assert/strict'
import { it } from 'node:test'
import { onEachEngine } from './testing/engines.ts'

const EMBLEM = {
  kind: 'png',
  hash: 'a'.repeat(32),
  bytes: Buffer.from('89504e47ff00', 'hex'),
} as const

onEachEngine('the office', (harness) => {
  it('[POL3] has nothing set at first, and keeps what is set', async () => {
    await using h = await harness()
    const store = await h.open()
    const nothing = { name: null, accent: null, helpLine: null, helpAddress: null, emblem: null }
    assert.deepEqual(await store.office.read(), nothing)
    assert.equal(await store.office.emblem(), null)
    await store.office.set({ name: 'Sở Nội vụ', accent: '#da251d' })
    await store.office.setEmblem(EMBLEM)
    await store.office.set({ helpLine: '(024) 3804 1234', accent: null })
    assert.deepEqual(await store.office.read(), {
      ...nothing,
      name: 'Sở Nội vụ',
      helpLine: '(024) 3804 1234',
      emblem: EMBLEM.hash,
    })
    assert.deepEqual(await store.office.emblem(), EMBLEM)
    await store.office.setEmblem(null)
    assert.equal(await store.office.emblem(), null)
    assert.equal((await store.office.read()).name, 'Sở Nội vụ')
  })

  it('[POL3] the table takes no second row, no SVG and no half emblem; an unreadable color is none', async () => {
    await using h = await harness()
    const store = await h.open()
    await store.office.set({ name: 'Sở Nội vụ' })
    for (const change of [
      'insert into office (id) values (2)',
      "update office set emblem_kind = 'svg+xml', emblem_hash = 'x', emblem = ''",
      "update office set emblem_kind = 'png'",
      "update office set accent = 'red; background: url(//evil)'",
    ])
      await assert.rejects(h.byHand(`${change} returning id`), change)
    await h.byHand("update office set accent = '#ffffff' returning id")
    assert.equal((await store.office.read()).accent, null)
  })
})
