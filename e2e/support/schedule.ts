/** The body that schedules a meeting; in UTC, so that tests are independent of time zones. */
export const scheduleAt = (start: number, change: object = {}) => ({
  start: new Date(start).toISOString().slice(0, 16),
  zone: 'UTC',
  minutes: 60,
  repeat: null,
  agenda: '',
  opensBefore: 15,
  keepPassword: false,
  people: [],
  ...change,
})

export const tomorrow = () => ({ ...scheduleAt(Date.now() + 24 * 60 * 60_000), notify: false })
