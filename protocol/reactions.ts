/**
 * Wordless, shown briefly and never stored; sealed like messages. In the order of the menu, with an
 * icon of that name each, because not every machine has an emoji font.
 */
export const REACTIONS = ['agree', 'applause', 'thanks', 'heart', 'smile', 'celebrate'] as const
export type Reaction = (typeof REACTIONS)[number]
