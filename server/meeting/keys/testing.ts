import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '#protocol/errors.ts'
import { ParticipantId } from '#protocol/ids.ts'
import { GroupId } from '#protocol/mls.ts'
import type { KeyCommit, KeyOffer, Payload } from '#protocol/mls.ts'
import type { Role } from '#protocol/model.ts'
import type { ConnectionState } from '../people.ts'
import { sha256 } from './blobs.ts'

export const idOf = (name: string): ParticipantId =>
  ParticipantId.parse(createHash('sha256').update(name).digest('base64url').slice(0, 22))

export const newGroupId = (): GroupId => GroupId.parse(randomBytes(16).toString('base64url'))
const bytes32 = () => randomBytes(32).toString('base64url')

export const inline = (length = 40): Payload => ({
  inline: randomBytes(length).toString('base64url'),
})

export const offerFor = (group: GroupId): KeyOffer => ({
  group,
  keyPackage: randomBytes(120).toString('base64url'),
  proof: { link: bytes32(), invite: null },
  commitment: null,
})

export const hashOf = ({ keyPackage }: Pick<KeyOffer, 'keyPackage'>) =>
  sha256(Buffer.from(keyPackage, 'base64url'))

/** A commit that does nothing but give new keys, and what it is to do besides. */
export const commitIn = (
  { id, epoch }: { id: GroupId; epoch: number },
  change: Partial<KeyCommit> = {},
): KeyCommit => ({
  group: id,
  epoch,
  commit: inline(),
  invitation: change.add ? { welcome: inline(), tree: inline() } : null,
  add: [],
  remove: [],
  leaders: null,
  ...change,
})

export type Somebody = { role: Role; presence: ConnectionState }
export const here = (role: Role = 'participant'): Somebody => ({
  role,
  presence: { state: 'here' },
})

/** For `assert.throws`: this code, and these of its details. */
export const refusal =
  (code: string, more: Record<string, unknown> = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof Refusal)
    const wire: Record<string, unknown> = { ...error.toWire() }
    for (const [key, value] of Object.entries({ code, ...more })) assert.deepEqual(wire[key], value)
    return true
  }
