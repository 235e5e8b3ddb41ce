import type { ParticipantId } from '#protocol/ids.ts'
import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import { type Checked, check, isConfirmed, isIn, seating } from './checking.ts'
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
  const reply = await visit.ask('keys.offers', { ids })
  if (!reply.ok) {
    verdict.error = reply.error
    return []
  }
  const found: Checked[] = []
  for (const id of ids) {
    const offer = reply.result.offers.find((one) => one.id === id)
    const name = visit.waiting.get(id)?.name
    if (!offer || name === undefined) {
      verdict.unready.push(id)
      continue
    }
    const checked = await check(visit, offer, name)
    if (!checked) verdict.foreign.push(id)
    else if (checked.grade === 'none' && !isConfirmed(visit, checked)) verdict.unproven.push(id)
    else found.push(checked)
  }
  return found
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
