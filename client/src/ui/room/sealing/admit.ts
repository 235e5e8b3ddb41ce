import { createContext, useCallback, useContext, useRef, useState } from 'react'
import type { WireError } from '#protocol/errors.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { AdmittedState, Call, Letting, Verdict } from '../../../call/types.ts'
import { useText } from '../../../i18n/text.ts'
import type { Say } from '../context.ts'
import { toldOf } from './verdict.ts'

/** Somebody with whom four words are to be compared, and how they are let in then. */
export type Comparing = {
  id: ParticipantId
  name: string
  letting: Letting | undefined
  /** How many more are to be compared after them. */
  more: number
}

/**
 * Lets people in; says what came of it, and opens the comparison if somebody shows no proof. Null if
 * all of them are being let in already.
 */
export type Admit = (ids: readonly ParticipantId[], letting?: Letting) => Promise<Verdict | null>

export const AdmitContext = createContext<Admit>(() => Promise.resolve(null))
export const useAdmit = (): Admit => useContext(AdmitContext)

type Options = { call: Call; say: Say; refused: (error: WireError) => void }

/** The one way of letting people in. `comparing` is for the dialog. */
export function useAdmitting({ call, say, refused }: Options) {
  const { admitting: t } = useText('sealing')
  const [comparing, setComparing] = useState<Comparing | null>(null)
  /** A second click is about people who are on their way already. */
  const under = useRef(new Set<ParticipantId>())
  const admit: Admit = useCallback(
    async (asked, letting) => {
      const ids = asked.filter((id) => !under.current.has(id))
      if (ids.length === 0) return null
      const names = namesIn(call)
      for (const id of ids) under.current.add(id)
      // Rejects if the code of the keys is not to be had; the call then ends by itself.
      const verdict = await call.admit(ids, letting).catch(() => null)
      for (const id of ids) under.current.delete(id)
      if (!verdict) return null
      const told = toldOf(verdict, new Set(namesIn(call).keys()))
      const named = (of: ParticipantId[], text: (name: string) => string) =>
        of.map((id) => text(names.get(id) ?? ''))
      for (const text of named(told.foreign, t.foreign)) say(text, 'stays')
      for (const text of named(told.unready, t.unready)) say(text, 'warn')
      for (const text of named(told.gone, t.gone)) say(text, 'warn')
      if (told.error) refused(told.error)
      const { compare: id, more } = told
      if (id) setComparing({ id, name: names.get(id) ?? '', letting, more })
      return verdict
    },
    [call, say, refused, t],
  )
  return { admit, comparing, compared: useCallback(() => setComparing(null), []) }
}

function namesIn(call: Call): Map<ParticipantId, string> {
  const state = call.getState()
  const knocks: AdmittedState['lobby'] = state.phase === 'admitted' ? state.lobby : null
  return new Map((knocks ?? []).map(({ id, name }) => [id, name]))
}
