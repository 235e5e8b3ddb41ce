/** The secret key the person entered. Kept in memory until the page closes, never stored. */
let typed = ''

export const rememberedKey = (): string => typed
export const rememberKey = (secret: string): void => {
  typed = secret
}
