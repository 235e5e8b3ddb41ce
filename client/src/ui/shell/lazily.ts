import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import type { Part } from '../../i18n/parts.ts'
import { fetchTexts } from '../../i18n/text.ts'

/** A component that loads on first render, together with the texts it uses. */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...parts: Part[]
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    const [component] = await Promise.all([load(), fetchTexts(...parts)])
    return { default: component }
  })
}
