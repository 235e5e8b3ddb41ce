import { expect, test } from '@playwright/test'
import { utf8 } from '#client/src/mls/bytes.ts'
import { founderKeys } from '#client/src/mls/secrets.ts'
import { createKeyPackage, leafKeys } from '#client/src/mls/wrap/key-package.ts'
import { Membership } from '#client/src/mls/wrap/membership.ts'
import { Gallery } from '../support/gallery.ts'

const anybody = () => Promise.resolve(true)
const anything = () => null
const bytes = (numbers: readonly number[]) => Uint8Array.from(numbers)
const newcomer = async (name: string) => createKeyPackage(await leafKeys(), utf8(name))

/**
 * Firefox exports no key that it was given without its public half, and a library that guesses the
 * other coordinate is wrong for half of all keys. So there are many rounds, by both, of which each
 * derives new ones.
 */
test('Firefox and another engine keep one group’s keys', async ({ page }) => {
  const gallery = await Gallery.open('keys')
  await page.goto(gallery.url)
  await page.waitForFunction(() => 'keys' in window)

  const secret = new Uint8Array(32).fill(7)
  const { publicKey } = await founderKeys(secret)
  expect(await page.evaluate((given) => window.keys.founderKey(given), [...secret])).toEqual([
    ...publicKey,
  ])

  const here = await Membership.found(utf8('g'), await newcomer('An'), utf8('c'), anybody)
  const theirs = await page.evaluate(() => window.keys.keyPackage('Bình'))
  const others = await Promise.all(['Chi', 'Dũng', 'Em'].map(newcomer))
  const add = [bytes(theirs), ...others.map(({ keyPackage }) => keyPackage)]
  const first = await here.prepare({ add }, anything)
  await here.merge(first)
  await page.evaluate(
    ([welcome = [], tree = []]) => window.keys.join(welcome, tree),
    [[...(first.welcome ?? [])], [...here.tree]],
  )
  const agree = async () =>
    expect(await page.evaluate(() => window.keys.state())).toEqual({
      epoch: here.epoch,
      authenticator: [...here.authenticator],
    })
  await agree()

  for (let round = 0; round < 12; round += 1) {
    const mine = await here.prepare({}, anything)
    await here.merge(mine)
    await page.evaluate((commit) => window.keys.receive(commit), [...mine.commit])
    await agree()
    const remove = round === 3 ? [2] : []
    const sent = await page.evaluate((gone) => window.keys.commit([], gone), remove)
    await here.receive(bytes(sent.commit), anything)
    await agree()
  }

  const last = await newcomer('Giang')
  const sent = await page.evaluate(
    (keyPackage) => window.keys.commit([keyPackage], []),
    [...last.keyPackage],
  )
  await here.receive(bytes(sent.commit), anything)
  const joined = await Membership.join(bytes(sent.welcome), bytes(sent.tree), last, anybody)
  expect(joined.membership.authenticator).toEqual(here.authenticator)
  await agree()
  await gallery.close()
})
