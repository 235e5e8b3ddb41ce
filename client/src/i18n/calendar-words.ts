/** Templates a host can choose for a new meeting. */
export const TEMPLATES = ['none', 'team', 'provinces', 'class'] as const
export type Template = (typeof TEMPLATES)[number]
