import { expect, test } from '@playwright/test'
import { Sealed } from '../support/sealed.ts'

for (const old of [false, true])
  test.describe(old ? 'by streams of encoded frames' : 'by script transforms', () => {
    let sealed: Sealed
    test.beforeEach(async ({ page }) => {
      sealed = await Sealed.open(page, { old })
    })
    test.afterEach(() => sealed.close())

    test('three layers decode, and keys change without a key frame', async () => {
      await sealed.connect({ kind: 'video', layered: true })
      await sealed.begin(1)
      await sealed.decodes(5)
      await expect.poll(() => sealed.pictures()).toEqual([true, true, true])
      const widths = (await sealed.figures()).map(({ width }) => width)
      expect(widths.toSorted((a, b) => a - b)).toEqual([240, 480, 960])
      let epoch = 1
      // A busy machine may need a key frame now and then, but not with every epoch.
      for (const who of [['sender', 'receiver'], ['receiver']] as const)
        await expect(async () => {
          const before = await sealed.figures()
          epoch += 1
          await sealed.begin(epoch, [...who])
          if (who.length === 1) await sealed.begin(epoch, ['sender'])
          await sealed.decodes(5)
          const after = await sealed.figures()
          expect(after.map(({ keys }) => keys)).toEqual(before.map(({ keys }) => keys))
        }).toPass()
      expect((await sealed.events()).names).not.toContain('keyFrameNeeded')
    })

    test('a voice is heard', async () => {
      await sealed.connect({ kind: 'audio' })
      await sealed.begin(1)
      await expect.poll(() => sealed.tone()).toBeGreaterThan(0.8)
    })

    test('with another key nothing decodes, and a key frame is asked for', async () => {
      await sealed.connect({ kind: 'video' })
      await sealed.begin(1, ['sender'], 1)
      await sealed.begin(1, ['receiver'], 2)
      await expect.poll(async () => (await sealed.events()).dropped['forged']).toBeGreaterThan(5)
      expect((await sealed.events()).names).toContain('keyFrameNeeded')
      const [figures] = await sealed.figures()
      expect(figures?.decoded).toBe(0)
    })

    test('without a key nothing is sent', async () => {
      await sealed.connect({ kind: 'video', bare: true })
      await expect.poll(async () => (await sealed.events()).dropped['no_key']).toBeGreaterThan(5)
      const [figures] = await sealed.figures()
      expect(figures?.decoded).toBe(0)
      expect(figures?.received).toBe(0)
    })

    test('without its worker nothing is sent', async () => {
      await sealed.connect({ kind: 'video', bare: true })
      await sealed.begin(1)
      await expect.poll(() => sealed.received()).toBeGreaterThan(20)
      await sealed.kill()
      await sealed.encodes(5)
      // What was under way has arrived.
      const before = await sealed.received()
      await sealed.encodes(20)
      expect(await sealed.received()).toBe(before)
      expect(await sealed.pictures()).toEqual([false])
    })

    test('what travels is neither the picture nor the voice', async () => {
      await sealed.connect({ kind: 'audio', bare: true })
      await sealed.connect({ kind: 'video', bare: true })
      await sealed.begin(1)
      await expect.poll(() => sealed.received()).toBeGreaterThan(20)
      expect(await sealed.pictures()).toEqual([false])
      expect(await sealed.tone()).toBeLessThan(0.2)
    })
  })
