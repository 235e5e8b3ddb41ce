/** The secret key that was typed in, for as long as this page lives. Stored nowhere. */
let typed = ''

export const rememberedKey = (): string => typed
export const rememberKey = (secret: string): void => {
  typed = secret
}
