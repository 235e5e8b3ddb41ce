import { expect, test } from '@playwright/test'
import { Sealed } from '../support/sealed.ts'

let sealed: Sealed
test.beforeEach(async ({ page }) => {
  sealed = await Sealed.open(page)
})
test.afterEach(() => sealed.close())

test('Firefox seals and opens pictures and voices, and opens none with another key', async () => {
  await sealed.connect({ kind: 'audio', microphone: true })
  await sealed.connect({ kind: 'video' })
  await sealed.begin(1)
  await expect.poll(() => sealed.pictures()).toEqual([true])
  const energy = async () => (await sealed.figures())[0]?.energy ?? 0
  await expect.poll(energy).toBeGreaterThan(0)
  const before = await energy()
  await sealed.begin(2)
  await expect.poll(energy).toBeGreaterThan(before)
  expect((await sealed.events()).names).not.toContain('keyFrameNeeded')
  await sealed.begin(3, ['sender'], 3)
  await sealed.begin(3, ['receiver'], 4)
  await expect.poll(async () => (await sealed.events()).dropped['forged']).toBeGreaterThan(20)
})

test('what Firefox sends is not the picture, and without its worker it sends nothing', async () => {
  await sealed.connect({ kind: 'video', bare: true })
  await sealed.begin(1)
  await expect.poll(() => sealed.received()).toBeGreaterThan(20)
  expect(await sealed.pictures()).toEqual([false])
  await sealed.kill()
  await sealed.encodes(5)
  const before = await sealed.received()
  await sealed.encodes(20)
  expect(await sealed.received()).toBe(before)
})
