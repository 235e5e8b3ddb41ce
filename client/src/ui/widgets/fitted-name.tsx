import { useLayoutEffect, useRef } from 'react'
import { nameForms } from './names.ts'

type Props = {
  name: string
  /** Puts the name into its sentence, such as "Lan (you)". */
  say?: (name: string) => string
  className?: string
}

const same = (name: string) => name

/**
 * A name on one line, in the longest form that fits. Its space must not depend on its text alone:
 * the parent gives a maximum. A shortened name has the whole one as its tooltip.
 */
export function FittedName({ name, say = same, className = '' }: Props) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return undefined
    const fit = () => {
      for (const form of nameForms(name)) {
        target.textContent = say(form)
        target.title = form === name ? '' : say(name)
        if (target.scrollWidth <= target.clientWidth) return
      }
    }
    fit()
    const watch = new ResizeObserver(fit)
    if (target.parentElement) watch.observe(target.parentElement)
    void document.fonts.ready.then(fit)
    return () => watch.disconnect()
  }, [name, say])
  return <span ref={element} className={`one-line ${className}`} />
}
