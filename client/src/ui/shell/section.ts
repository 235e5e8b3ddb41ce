/** The pages of the main navigation. */
export type Section =
  | 'calendar'
  | 'meetings'
  | 'serverMeetings'
  | 'serverHealth'
  | 'serverPolicy'
  | 'accounts'
  | 'audit'
