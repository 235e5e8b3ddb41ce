import type { BallotView, VoteView } from '#protocol/votes.ts'

const id = 'v'.repeat(22) as VoteView['id']

const ASKED: VoteView = {
  id,
  number: 3,
  question: 'Thông qua dự thảo Nghị quyết về sắp xếp các đơn vị hành chính cấp xã năm 2026?',
  choices: [],
  several: false,
  secret: true,
  live: false,
  guests: false,
  rule: 'majority',
  quorum: 12,
  openedAt: Date.UTC(2026, 10, 22, 2, 5),
  until: Date.UTC(2026, 10, 22, 2, 10),
  state: 'open',
  closedAt: null,
  entitled: 18,
  voted: 7,
  counts: null,
  outcome: null,
}

const VOTES = {
  asked: ASKED,
  live: { ...ASKED, secret: false, live: true, until: null, counts: [5, 1, 1] },
  choices: {
    ...ASKED,
    id: 'w'.repeat(22) as VoteView['id'],
    number: 4,
    question: 'Chọn ngày họp tổng kết',
    choices: ['Thứ Hai, 30 tháng 11', 'Thứ Tư, 2 tháng 12', 'Thứ Sáu, 4 tháng 12'],
    several: true,
    secret: false,
    rule: 'none',
    quorum: null,
  },
  adopted: {
    ...ASKED,
    state: 'closed',
    closedAt: Date.UTC(2026, 10, 22, 2, 9),
    voted: 17,
    counts: [12, 3, 2],
    outcome: 'adopted',
  },
  void: { ...ASKED, state: 'void', closedAt: Date.UTC(2026, 10, 22, 2, 9) },
} satisfies Record<string, VoteView>

/** One vote per visually distinct state. */
export const vote = (which: keyof typeof VOTES): VoteView => VOTES[which]

export const ballot = (cast: boolean): BallotView => ({
  vote: id,
  entitled: true,
  cast,
  marks: cast ? '100' : null,
})
