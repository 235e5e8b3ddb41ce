import type { ParticipantId } from '#protocol/ids.ts'
import type { WireError } from '#protocol/errors.ts'
import type { ResultOf } from '#protocol/messages.ts'
import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import { check, isConfirmed, isIn, seating } from './checking.ts'
import type { Checked } from './types.ts'
import { lookedAt } from './knocking.ts'
import type { Visit } from './visit.ts'
import { type Verdict, nobody } from './verdict.ts'
import { write } from './writing.ts'

export type Letting = { message?: string }

/** Lets people in: the verdict and the commit that gives them keys are one request for up to 20. */
export async function admit(
  visit: Visit,
  ids: readonly ParticipantId[],
  letting: Letting,
): Promise<Verdict> {
  const all = [...new Set(ids)]
  const verdict = nobody()
  for (let at = 0; at < all.length && verdict.error === null; at += MLS_LIMITS.batch) {
    const batch = all.slice(at, at + MLS_LIMITS.batch)
    await letIn(visit, await proven(visit, batch, verdict), letting, verdict)
  }
  return verdict
}

/** Those of them who may come in by what they show. */
async function proven(visit: Visit, ids: ParticipantId[], verdict: Verdict): Promise<Checked[]> {
  const offers = await offersOf(
    visit,
    ids.filter((id) => lookedAt(visit, id) === undefined),
  )
  if (!Array.isArray(offers)) {
    verdict.error = offers
    return []
  }
  const found: Checked[] = []
  for (const id of ids) {
    const checked = await checkedOf(visit, id, offers)
    if (checked === 'unready') verdict.unready.push(id)
    else if (!checked) verdict.foreign.push(id)
    else if (checked.grade === 'none' && !isConfirmed(visit, checked)) verdict.unproven.push(id)
    else found.push(checked)
  }
  return found
}

type Offers = ResultOf<'keys.offers'>['offers']

/** Asks for keys that were not looked at while their people waited. */
async function offersOf(visit: Visit, ids: ParticipantId[]): Promise<Offers | WireError> {
  if (ids.length === 0) return []
  const reply = await visit.ask('keys.offers', { ids })
  return reply.ok ? reply.result.offers : reply.error
}

async function checkedOf(visit: Visit, id: ParticipantId, offers: Offers) {
  const known = lookedAt(visit, id)
  if (known !== undefined) return known
  const offer = offers.find((one) => one.id === id)
  const name = visit.waiting.get(id)?.name
  return offer && name !== undefined ? check(visit, offer, name) : 'unready'
}

async function letIn(
  visit: Visit,
  all: readonly Checked[],
  { message }: Letting,
  verdict: Verdict,
): Promise<void> {
  let left = all
  const written = await write(visit, {
    wanted: (group) => {
      left = left.filter((one) => !isIn(group, one))
      return seating(left)
    },
    send: (keys) => {
      const ids = keys.add.map(({ id }) => id)
      return visit.ask(
        'lobby.admit',
        message === undefined ? { ids, keys } : { ids, message, keys },
      )
    },
    without: (ids, { code }) => {
      left = left.filter(({ id }) => !ids.includes(id))
      verdict.refused.push(...ids)
      if (code !== 'target_gone') verdict.error = { code, who: ids }
    },
  })
  const { group } = visit.standing
  for (const one of all) {
    if (!group || !isIn(group, one)) continue
    verdict.admitted.push(one.id)
    visit.grades.set(one.id, one.grade)
  }
  if (written.state === 'refused') verdict.error = written.error
}
