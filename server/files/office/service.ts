import { createHash } from 'node:crypto'
import { shadesOf } from '#protocol/accent.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountId } from '#protocol/ids.ts'
import { OFFICE_FIELDS } from '#protocol/office.ts'
import type { Office, OfficeChange, OfficeRecord, OfficeSetting } from '#protocol/office.ts'
import { auditEvent } from '../../store/audit.ts'
import type { Emblem } from '../../store/office.ts'
import type { Repositories, Store } from '../../store/store.ts'
import { judgeEmblem } from '../documents/emblem.ts'

/** Hexadecimal digits of a SHA-256 in the emblem's URL. */
const HASH_DIGITS = 32
type Changed = { setting: OfficeSetting; before: string | null; after: string | null }

/** [POL3] The office's emblem, name, accent and help desk, on every server of a cluster. */
export class OfficeService {
  readonly #store: Pick<Store, 'office' | 'transaction'>
  /** The last emblem served. Its name is its hash, so it cannot be outdated. */
  #cached: Emblem | null = null

  constructor(store: Pick<Store, 'office' | 'transaction'>) {
    this.#store = store
  }

  /** Read from the store every time, so that each server shows what an operator changed on another. */
  async view(): Promise<Office> {
    const record = await this.#store.office.read()
    return { ...record, shades: record.accent === null ? null : shadesOf(record.accent) }
  }

  /** Each changed setting is audited with its old and new value. */
  async change(wanted: OfficeChange, by: AccountId, now: number): Promise<Office> {
    await this.#store.transaction(async (tx) => {
      const before = await tx.office.read()
      const changed = OFFICE_FIELDS.flatMap((setting): Changed[] => {
        const after = wanted[setting]
        const same = after === undefined || after === before[setting]
        return same ? [] : [{ setting, before: before[setting], after }]
      })
      if (changed.length === 0) return
      await tx.office.set(Object.fromEntries(changed.map(({ setting, after }) => [setting, after])))
      for (const one of changed) await audit(tx, one, by, now)
    })
    return this.view()
  }

  /** @throws Refusal `document_type`, `document_broken`, `document_mixed`, `document_too_large` */
  async putEmblem(bytes: Buffer, by: AccountId, now: number): Promise<Office> {
    const verdict = judgeEmblem(bytes)
    if ('refused' in verdict) throw new Refusal(verdict.refused)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_DIGITS)
    return this.#setEmblem({ kind: verdict.kind, hash, bytes }, by, now)
  }

  removeEmblem(by: AccountId, now: number): Promise<Office> {
    return this.#setEmblem(null, by, now)
  }

  /** @throws Refusal `not_found` unless this is the current emblem's hash */
  async emblem(hash: string): Promise<Emblem> {
    const { emblem } = await this.#store.office.read()
    if (emblem === null || emblem !== hash) throw new Refusal('not_found')
    if (this.#cached?.hash !== hash) this.#cached = await this.#store.office.emblem()
    // It may have been replaced meanwhile.
    if (this.#cached?.hash !== hash) throw new Refusal('not_found')
    return this.#cached
  }

  async #setEmblem(emblem: Emblem | null, by: AccountId, now: number): Promise<Office> {
    await this.#store.transaction(async (tx) => {
      const { emblem: before }: OfficeRecord = await tx.office.read()
      const after = emblem?.hash ?? null
      if (before === after) return
      await tx.office.setEmblem(emblem)
      await audit(tx, { setting: 'emblem', before, after }, by, now)
    })
    return this.view()
  }
}

const audit = (tx: Repositories, details: Changed, by: AccountId, now: number) =>
  tx.audit.append(auditEvent(now, 'office.changed', by, { details }))
