import type { Shape } from '../shape.ts'

/** Background blur and noise suppression, offered before and during a call. */
export const texts = {
  effects: {
    blur: {
      label: 'Làm mờ nền',
      what: 'Thực hiện ngay trên máy của bạn. Camera ngừng trong chốc lát khi bật; trên máy chậm, hình nhỏ hơn và kém mượt hơn.',
      cost: (percent: number, ms: number) =>
        `Đang dùng khoảng ${ms} ms mỗi hình, ${percent}% một lõi xử lý.`,
      weak: (percent: number, ms: number) =>
        `Làm mờ nền đang tắt vì máy này quá chậm: mỗi hình cần khoảng ${ms} ms (${percent}% một lõi xử lý), cuộc họp có thể bị giật.`,
      insist: 'Vẫn làm mờ nền',
    },
    denoise: {
      label: 'Khử tiếng ồn',
      what: 'Giảm tiếng quạt, tiếng gõ phím. Thực hiện ngay trên máy của bạn.',
      cost: (percent: number, _ms: number) => `Đang dùng khoảng ${percent}% một lõi xử lý.`,
      weak: (percent: number, _ms: number) =>
        `Khử tiếng ồn đang tắt vì máy này quá chậm: cần khoảng ${percent}% một lõi xử lý, âm thanh có thể bị ngắt quãng.`,
      insist: 'Vẫn khử tiếng ồn',
    },
    measuring: 'Đang kiểm tra khả năng của máy, khoảng vài giây…',
    failed: 'Không kiểm tra được trên máy này nên chưa bật. Vui lòng thử lại sau.',
    unable: 'Trình duyệt này chưa hỗ trợ.',
  },
}
export type Texts = Shape<typeof texts>
