import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { MEETING_PAGES, PAGES } from '#protocol/pages.ts'
import { parseRoute, routeOf } from './router.ts'

const ID = 'abcdefghijklmnopqrstuv'

it('parses every path', () => {
  assert.deepEqual(parseRoute('/', ''), { page: 'home' })
  assert.deepEqual(parseRoute('/meetings/', ''), { page: 'meetings' })
  assert.deepEqual(parseRoute('/meetings/new', ''), { page: 'newMeeting' })
  assert.deepEqual(parseRoute(`/m/${ID}`, ''), { page: 'meeting', id: ID })
  assert.deepEqual(parseRoute('/server/meetings', ''), { page: 'serverMeetings' })
  assert.deepEqual(parseRoute('/server/health', ''), { page: 'serverHealth' })
  assert.deepEqual(parseRoute('/help', '#x'), { page: 'help', path: '/help' })
  assert.deepEqual(parseRoute('/help/desk', '#busy'), { page: 'help', path: '/help/desk' })
  assert.deepEqual(parseRoute('/audit', ''), { page: 'audit' })
  assert.deepEqual(parseRoute(`/meetings/${ID}/audit`, ''), { page: 'meetingAudit', id: ID })
  assert.deepEqual(parseRoute(`/meetings/${ID}/invites`, ''), { page: 'invites', id: ID })
  assert.deepEqual(routeOf('/setup#abc'), { page: 'setup', token: 'abc' })
  assert.deepEqual(routeOf('/activate'), { page: 'activate', token: '' })
})

it('rejects paths that are not pages', () => {
  for (const path of [
    '/m/short',
    `/m/${ID}x`,
    `/m/${ID}/x`,
    '/meetings/x/audit',
    `/meetings/${ID}`,
    '/help/x',
    '/etc',
    '//m',
  ])
    assert.deepEqual(parseRoute(path, ''), { page: 'notFound' })
})

it('covers exactly the paths for which the server returns the app', () => {
  for (const path of [...PAGES, ...MEETING_PAGES.map((page) => page.replace(':id', ID))])
    assert.notEqual(parseRoute(path, '').page, 'notFound', path)
  const source = readFileSync(new URL('router.ts', import.meta.url), 'utf8')
  const cases = [...source.matchAll(/case '(\/[^']*)'/g)].map(([, path]) => path)
  assert.deepEqual(new Set(cases), new Set(PAGES))
})
