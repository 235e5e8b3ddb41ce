/** A word with a verdict, where there is one. */
export const withMessage = (text: string) => (text.trim() === '' ? {} : { message: text.trim() })
