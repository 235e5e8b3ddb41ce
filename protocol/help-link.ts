/**
 * Where a help desk's address (help-address.ts) leads. Whatever is given, it is one of two kinds of
 * link. Every page has this, few that.
 */
export const helpLink = (address: string): string =>
  address.startsWith('https://') ? address : `mailto:${address}`
