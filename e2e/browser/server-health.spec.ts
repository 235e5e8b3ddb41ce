import { Office, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import type { ServerHealth } from '#protocol/health.ts'
import type { ServerHistory } from '#protocol/history.ts'
import { FakeTurn } from '#server/signaling/turn/testing.ts'

const DAY = 24 * 60 * 60_000
const SECRET = '8f1d0c7a9b3e5f2460718293a4b5c6d7'

test('an operator sees the server’s status, and no way to listen in', async ({ office }) => {
  const operator = await office.hostPerson()
  const { page } = operator
  await page.goto(office.server.url)
  await page.getByRole('link', { name: 'Tình trạng máy chủ' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tình trạng máy chủ')
  await expect(page.getByText('Máy chủ hoạt động bình thường.')).toBeVisible()
  await expect(page.getByText(/không có cách nào nghe hoặc xem/)).toBeVisible()
  await expect(page.getByText(/Chưa cấu hình máy chủ TURN/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Người trong phòng họp/ })).toContainText(
    /\d+ trên tối đa \d+/,
  )
  await expect(page.getByRole('row', { name: /^Số 1/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Phiên bản/ })).toContainText('An Họp 0.2.0')
  await expect(page.getByRole('row', { name: /Bản vá của image container/ })).toContainText(
    'Không chạy',
  )
  await page.setViewportSize({ width: 1280, height: 800 })
  await sound(page, 'server-health-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(page, 'server-health-360')
})

/** Twice up to `most`, with a gap. */
const wave = (most: number) => (_: unknown, i: number, all: unknown[]) => {
  const part = i / all.length
  return part > 0.55 && part < 0.6 ? null : Math.round(most * (1 - Math.cos(part * 9)) * 0.5)
}

test('an operator sees how the figures went, as charts with gaps and thresholds, and as tables', async ({
  office,
}) => {
  const { page } = await office.hostPerson()
  const asked: string[] = []
  // A morning with a rush and a restart in it.
  await page.route('**/api/server/history?*', async (route) => {
    asked.push(new URL(route.request().url()).search)
    const response = await route.fetch()
    const history = (await response.json()) as ServerHistory
    history.series.people = history.series.people.map(wave(460))
    history.series.load = history.series.load.map(wave(93))
    history.series.bitsIn = history.series.bitsIn.map(wave(42_000_000))
    history.series.bitsOut = history.series.bitsOut.map(wave(310_000_000))
    history.series.refused = history.series.refused.map(() => null)
    await route.fulfill({ response, json: history })
  })
  await page.goto(`${office.server.url}/server/health`)
  const people = page.getByRole('figure', { name: 'Người trong phòng họp' })
  await expect(people).toContainText(/Hiện nay \d+\. Cao nhất 460 lúc \d\d:\d\d\. Ngưỡng \d+/)
  await expect(people).toContainText('Có lúc không đo được.')
  // Two runs: the gap is not drawn over.
  await expect(people.locator('.plot-line')).toHaveCount(2)
  const load = page.getByRole('figure', { name: 'Bộ xử lý' })
  await expect(load).toContainText('Có lúc đã tới ngưỡng 80 %.')
  await expect(load.locator('.plot-high')).toHaveCount(1)
  const refused = page.getByRole('figure', { name: 'Yêu cầu bị từ chối mỗi phút' })
  await expect(refused).toContainText('Mật khẩu sai, gửi quá nhanh, thiếu quyền')
  await expect(refused).toContainText('Chưa có số liệu')

  await page.getByRole('button', { name: 'Xem bảng số liệu: Bộ xử lý' }).click()
  await expect(load.getByRole('row')).toHaveCount(13)
  await expect(load.getByRole('row').nth(7)).toContainText('%')
  await page.setViewportSize({ width: 1366, height: 768 })
  await sound(page, 'server-plots-1366', { fullPage: true })
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(page, 'server-plots-360', { fullPage: true })

  await page.getByLabel('Khoảng thời gian').selectOption('Một ngày qua')
  await expect.poll(() => asked.at(-1)).toBe('?span=day')
  // The page goes with the test, and an answer on its way would have nowhere to go.
  await page.unrouteAll({ behavior: 'wait' })
})

test('an operator sees TURN status, lockouts, and what is about to expire', async ({ browser }) => {
  const turn = await FakeTurn.start(SECRET)
  const urls = `turn:127.0.0.1:${turn.ports.udp},turn:127.0.0.1:${turn.ports.tcp}?transport=tcp`
  const server = await TestServer.start({ ANHOP_TURN_URLS: urls, ANHOP_TURN_SECRET: SECRET })
  const host = new Visitor(server)
  await host.setUp()
  const office = new Office(server, host, browser)
  const { page } = await office.hostPerson()
  // States that take days, or many wrong passwords, to occur.
  await page.route('**/api/server/health', async (route) => {
    const response = await route.fetch()
    const health = (await response.json()) as ServerHealth
    const until = Date.now() + 5 * 60_000
    health.attempts = {
      lastHour: 31,
      lockedOut: 3,
      locks: [
        { what: 'meeting', name: 'Giao ban tuần', from: 'address', place: 1, until },
        { what: 'account', name: null, from: 'everywhere', place: null, until },
        { what: 'address', name: null, from: 'address', place: 1, until },
      ],
    }
    health.patchedAt = Date.now() - 45 * DAY
    health.certificate = { ends: Date.now() + 9.5 * DAY, trusted: false }
    await route.fulfill({ response, json: health })
  })
  await page.goto(`${server.url}/server/health`)
  const row = (name: RegExp) => page.getByRole('row', { name })
  await expect(page.getByText('Máy chủ TURN cấp phát bình thường trên mọi địa chỉ.')).toBeVisible()
  await expect(row(/transport=tcp/)).toContainText(
    /Cấp phát sau \d+ ms, chuyển tiếp tại 203\.0\.113\.7/,
  )
  await expect(page.getByText('Chứng thư số còn 9 ngày.')).toBeVisible()
  await expect(page.getByText('Image container đã 45 ngày chưa được vá.')).toBeVisible()
  await expect(row(/Cuộc họp “Giao ban tuần”/)).toContainText('địa chỉ 1')
  await expect(row(/Tài khoản không tồn tại/)).toContainText('mọi nơi')
  await page.setViewportSize({ width: 1280, height: 2200 })
  await sound(page, 'server-health-full-1280')
  await page.setViewportSize({ width: 360, height: 3600 })
  await sound(page, 'server-health-full-360')
  await office.goHome()
  await server.stop()
  turn.stop()
})
