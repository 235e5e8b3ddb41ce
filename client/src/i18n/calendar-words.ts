/** What a host may begin from when they make a meeting. */
export const TEMPLATES = ['none', 'team', 'provinces', 'class'] as const
export type Template = (typeof TEMPLATES)[number]
