/** As somebody types in a hurry, without diacritics and capitals: `viet nam` finds Việt Nam. */
export const plain = (text: string): string =>
  text.trim().toLowerCase().replaceAll('đ', 'd').normalize('NFD').replaceAll(/\p{M}/gu, '')
