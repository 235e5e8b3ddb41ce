import type { Shape } from '../shape.ts'

/** Background blur and noise suppression, as offered before and in a call. */
export const texts = {
  effects: {
    blur: {
      label: 'Làm mờ nền',
      what: 'Làm ngay trên máy của bạn. Camera ngừng trong chốc lát khi bật; máy chậm thì hình nhỏ và thưa hơn.',
      cost: (percent: number, ms: number) =>
        `Đang tốn khoảng ${ms} ms mỗi hình, ${percent} % một lõi xử lý.`,
      weak: (percent: number, ms: number) =>
        `Làm mờ nền đang tắt vì máy này quá chậm: mỗi hình cần khoảng ${ms} ms (${percent} % một lõi xử lý), cuộc họp có thể bị giật.`,
      insist: 'Vẫn làm mờ nền',
    },
    denoise: {
      label: 'Khử tiếng ồn',
      what: 'Bớt tiếng quạt, tiếng gõ phím. Làm ngay trên máy của bạn.',
      cost: (percent: number, _ms: number) => `Đang tốn khoảng ${percent} % một lõi xử lý.`,
      weak: (percent: number, _ms: number) =>
        `Khử tiếng ồn đang tắt vì máy này quá chậm: cần khoảng ${percent} % một lõi xử lý, tiếng có thể bị ngắt quãng.`,
      insist: 'Vẫn khử tiếng ồn',
    },
    measuring: 'Đang thử sức máy, chừng vài giây…',
    failed: 'Không thử được trên máy này nên chưa bật. Hãy thử lại sau.',
    unable: 'Trình duyệt này chưa làm được.',
  },
}
export type Texts = Shape<typeof texts>
