import { createElement, lazy, useState } from 'react'
import type { ComponentType } from 'react'
import type { Part } from '../../i18n/parts.ts'
import { fetchTexts } from '../../i18n/text.ts'

/** A component that suspends until its code has arrived, unless `ahead` has fetched it before. */
export type Lazy<P> = ComponentType<P> & { ahead: () => Promise<void> }

/** A component that loads on first render, together with the texts it uses. */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...parts: Part[]
): Lazy<P> {
  let fetched: ComponentType<P> | null = null
  const fetch = async () => {
    const [component] = await Promise.all([load(), fetchTexts(...parts)])
    fetched = component
    return { default: component }
  }
  const Awaited: ComponentType<P> = lazy(fetch)
  function Lazily(props: P) {
    // Kept while mounted: another type of component would lose its state.
    const [Component] = useState(() => fetched ?? Awaited)
    return createElement(Component, props)
  }
  return Object.assign(Lazily, {
    ahead: async () => {
      await fetch()
    },
  })
}
