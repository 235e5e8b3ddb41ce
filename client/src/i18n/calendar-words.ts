/** Templates a host can choose for a new meeting. */
export const TEMPLATES = ['none', 'team', 'provinces', 'class'] as const
export type Template = (typeof TEMPLATES)[number]

/** Time zones offered first: Vietnam, its neighbors, and where its offices meet most. */
export const COMMON_ZONES = [
  'Asia/Ho_Chi_Minh',
  'Asia/Vientiane',
  'Asia/Phnom_Penh',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Seoul',
  'Asia/Tokyo',
] as const
export type CommonZone = (typeof COMMON_ZONES)[number]
