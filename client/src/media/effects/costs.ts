import type { Cost, EffectName } from './types.ts'

export type Costs = Record<EffectName, Cost | null>

/** One effect on one device. In the lobby, the preview and the call each run their own. */
type Running = { name: EffectName; cost: Cost | null }

const running = new Set<Running>()
const listeners = new Set<() => void>()
let costs: Costs = { blur: null, denoise: null }

/** Costs of the running effects, for the device settings. */
export const currentCosts = (): Costs => costs

export function onCosts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Registers a running effect; `tell` reports its cost, `end` removes it. */
export function account(name: EffectName): { tell(cost: Cost): void; end(): void } {
  const entry: Running = { name, cost: null }
  running.add(entry)
  return {
    tell(cost) {
      entry.cost = cost
      refresh()
    },
    end() {
      running.delete(entry)
      refresh()
    },
  }
}

const latest = (name: EffectName): Cost | null =>
  [...running].findLast((entry) => entry.name === name && entry.cost)?.cost ?? null

function refresh(): void {
  costs = { blur: latest('blur'), denoise: latest('denoise') }
  for (const listener of listeners) listener()
}
