import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditView } from '#protocol/audit.ts'
import { texts as accounts } from '../../i18n/vi/accounts.ts'
import { texts as log } from '../../i18n/vi/audit.ts'
import { texts as documents } from '../../i18n/vi/documents.ts'
import { texts as main } from '../../i18n/vi/main.ts'
import { texts as meeting } from '../../i18n/vi/meeting.ts'
import { texts as security } from '../../i18n/vi/security.ts'
import { texts as server } from '../../i18n/vi/server.ts'
import { wordsOf } from './words.ts'
import type { LogTexts } from './words.ts'

const TEXTS: LogTexts = {
  all: { ...main, ...meeting, ...server },
  log,
  roles: accounts.roles,
  factors: security.factors.kinds,
  documents: documents.kinds,
}

const entry = (action: string, details: AuditView['details']): AuditView => ({
  seq: 1,
  at: 0,
  action,
  by: { kind: 'system' },
  target: null,
  meeting: null,
  details,
})

describe('the words of the log', () => {
  it('say format and pages of a document, and how often and who of other entries', () => {
    const put = wordsOf(TEXTS, entry('document.put', { kind: 'pdf', count: 3 }))
    assert.equal(put.details, 'Định dạng: PDF; Số trang: 3')
    const entered = wordsOf(TEXTS, entry('lobby.knocked', { kind: 'guest', count: 3 }))
    assert.equal(entered.details, `Danh tính: ${meeting.kinds.guest}; Số lần: 3`)
  })
})
