/**
 * The shape of the guides under /help. In a sentence, `[people.lobby.admit]` stands for that text of
 * the catalog, so that a guide names a button as it is named today, and backticks enclose what is
 * typed into a terminal. Keys of sections are anchors.
 */
export type Guide = { title: string; what: string; sections: Record<string, Section> }
export type Section = {
  title: string
  intro?: string
  /** Numbered. */
  steps?: readonly string[]
  points?: readonly string[]
  picture?: Picture
}
/** `client/public/pictures/NAME.LANGUAGE.jpg` shows a screen; `alt` says what it shows. */
export type Picture = { name: string; alt: string }

/** What the help desk says about one refusal. What the person sees is in the catalog already. */
export type Remedy = { cause: string; ask: string; act: string }
export type Remedies = Record<string, { title: string; codes: Record<string, Remedy> }>

/** The next name in a sentence, and the next command. */
export const TOKEN = /\[([\w.]+)\]|`([^`]+)`/

/** The text at a dotted path such as `lobby.admit`; undefined if there is none. */
export function textAt(texts: unknown, path: string): string | undefined {
  const found = path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      texts,
    )
  return typeof found === 'string' ? found : undefined
}
