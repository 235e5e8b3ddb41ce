import { type Bytes, utf8 } from '#client/src/mls/bytes.ts'
import { createKeyPackage, leafKeys } from '#client/src/mls/wrap/key-package.ts'
import { type Own } from '#client/src/mls/wrap/key-package.ts'
import { Membership } from '#client/src/mls/wrap/membership.ts'
import { founderKeys } from '#client/src/mls/secrets.ts'

/**
 * One member of a group in a browser, driven by a test whose other members run elsewhere. What goes
 * in and out is a list of numbers.
 */
const anybody = () => Promise.resolve(true)
const anything = () => null
const bytes = (numbers: readonly number[]): Bytes => Uint8Array.from(numbers)

let own: Own
let member: Membership

export type KeysPage = typeof keys
const keys = {
  founderKey: async (secret: number[]) => [...(await founderKeys(bytes(secret))).publicKey],
  keyPackage: async (name: string) => {
    own = await createKeyPackage(await leafKeys(), utf8(name))
    return [...own.keyPackage]
  },
  join: async (welcome: number[], tree: number[]) => {
    const joined = await Membership.join(bytes(welcome), bytes(tree), own, anybody)
    member = joined.membership
  },
  receive: async (commit: number[]) => {
    await member.receive(bytes(commit), anything)
  },
  commit: async (add: number[][], remove: number[]) => {
    const prepared = await member.prepare({ add: add.map(bytes), remove }, anything)
    await member.merge(prepared)
    const { commit, welcome } = prepared
    return { commit: [...commit], welcome: [...(welcome ?? [])], tree: [...member.tree] }
  },
  state: () => ({ epoch: member.epoch, authenticator: [...member.authenticator] }),
}
declare global {
  interface Window {
    keys: KeysPage
  }
}
window.keys = keys
