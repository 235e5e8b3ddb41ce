/** Pages in the main navigation. */
export type Section =
  | 'calendar'
  | 'meetings'
  | 'serverMeetings'
  | 'serverHealth'
  | 'serverPolicy'
  | 'serverOffice'
  | 'accounts'
  | 'audit'
