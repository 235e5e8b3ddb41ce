/** Pages in the main navigation. */
export type Section =
  | 'home'
  | 'calendar'
  | 'meetings'
  | 'serverMeetings'
  | 'serverHealth'
  | 'serverPolicy'
  | 'serverOffice'
  | 'accounts'
  | 'audit'
