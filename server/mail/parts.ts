/** One paragraph of a letter, the same as text and as HTML. */
export type Part =
  | string
  /** What the letter is about stands out. */
  | { says: string; value: string }
  | { says: string; link: string; button: string }
  | { aside: string }

/** Null and false are left out. */
export const partsOf = (parts: (Part | null | false)[]): Part[] =>
  parts.filter((part) => part !== null && part !== false)

/** As plain text. */
export const written = (parts: Part[]): string => parts.map(paragraph).join('\n\n')

function paragraph(part: Part): string {
  if (typeof part === 'string') return part
  if ('aside' in part) return part.aside
  return 'link' in part ? `${part.says}\n${part.link}` : `${part.says} ${part.value}`
}
