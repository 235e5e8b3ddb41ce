import type { Shape } from '../shape.ts'

/**
 * Words of React Aria's date and list fields for screen readers, which it has only in some
 * languages. Built into them (`client/vite.config.ts`); names in braces are filled in there.
 */
export const texts = {
  datepicker: {
    era: 'kỷ nguyên',
    year: 'năm',
    month: 'tháng',
    day: 'ngày',
    hour: 'giờ',
    minute: 'phút',
    calendar: 'Mở lịch tháng',
    weekday: 'thứ',
    selectedDateDescription: 'Ngày đã chọn: {date}',
    selectedTimeDescription: 'Giờ đã chọn: {time}',
  },
  calendar: {
    previous: 'Tháng trước',
    next: 'Tháng sau',
    selectedDateDescription: 'Ngày đã chọn: {date}',
    todayDate: 'Hôm nay, {date}',
    todayDateSelected: 'Hôm nay, {date}, đã chọn',
    dateSelected: '{date}, đã chọn',
  },
  combobox: {
    buttonLabel: 'Hiện gợi ý',
    listboxLabel: 'Gợi ý',
    focusAnnouncement: '{optionText}',
    selectedAnnouncement: 'Đã chọn {optionText}',
    countAnnouncement: 'Có {optionCount} lựa chọn.',
  },
  spinbutton: { Empty: 'Chưa điền' },
}
export type Texts = Shape<typeof texts>
