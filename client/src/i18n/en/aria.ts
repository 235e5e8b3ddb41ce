import type { Texts } from '../vi/aria.ts'

export const texts: Texts = {
  datepicker: {
    era: 'era',
    year: 'year',
    month: 'month',
    day: 'day',
    hour: 'hour',
    minute: 'minute',
    calendar: 'Open the calendar',
    weekday: 'day of the week',
    selectedDateDescription: 'Selected date: {date}',
    selectedTimeDescription: 'Selected time: {time}',
  },
  calendar: {
    previous: 'Previous month',
    next: 'Next month',
    selectedDateDescription: 'Selected date: {date}',
    todayDate: 'Today, {date}',
    todayDateSelected: 'Today, {date} selected',
    dateSelected: '{date} selected',
  },
  combobox: {
    buttonLabel: 'Show suggestions',
    listboxLabel: 'Suggestions',
    focusAnnouncement: '{optionText}',
    selectedAnnouncement: '{optionText}, selected',
    countAnnouncement: 'Options available: {optionCount}.',
  },
  spinbutton: { Empty: 'Empty' },
}
