/** Characters (code points) of a text as the server counts them, without space around it. */
export const charactersOf = (text: unknown): number =>
  typeof text === 'string' ? [...text.normalize('NFC').trim()].length : 0
