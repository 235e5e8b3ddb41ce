import type { Shape } from '../shape.ts'

/** Background blur and noise suppression, offered before and during a call. */
export const texts = {
  effects: {
    blur: {
      label: 'Làm mờ nền',
      what: 'Thực hiện ngay trên máy của bạn. Camera ngừng trong chốc lát khi bật; trên máy chậm, hình nhỏ hơn và kém mượt hơn.',
      weak: 'Làm mờ nền đang tắt vì máy này chậm: nếu bật, cuộc họp có thể bị giật.',
      insist: 'Vẫn làm mờ nền',
    },
    denoise: {
      label: 'Khử tiếng ồn',
      what: 'Giảm tiếng quạt, tiếng gõ phím. Thực hiện ngay trên máy của bạn.',
      weak: 'Khử tiếng ồn đang tắt vì máy này chậm: nếu bật, âm thanh có thể bị ngắt quãng.',
      insist: 'Vẫn khử tiếng ồn',
    },
    easy: 'Đang bật. Máy này đáp ứng tốt.',
    hard: 'Đang bật. Máy phải làm việc nhiều: nếu cuộc họp bị giật, vui lòng tắt.',
    measuring: 'Đang kiểm tra khả năng của máy, khoảng vài giây…',
    failed: 'Không kiểm tra được trên máy này nên chưa bật. Vui lòng thử lại sau.',
    unable: 'Trình duyệt này chưa hỗ trợ.',
  },
}
export type Texts = Shape<typeof texts>
