import { expect, test as base } from '../support/browser.ts'
import { WebKit } from '../support/webkit.ts'

/** Where it is missing, the setup has already said so. */
base.skip(process.env['WEBKIT_DRIVER'] === undefined, 'WebKitGTK is not installed')

const test = base.extend<{ webkit: WebKit }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
  webkit: async ({}, use) => {
    const webkit = await WebKit.open()
    await use(webkit)
    await webkit.close()
  },
})

const text = (webkit: WebKit) =>
  webkit.look("document.querySelector('main')?.innerText ?? ''") as Promise<string>

test('WebKit draws the pages, and the join page says that there is no call', async ({
  webkit,
  server,
  operator,
}) => {
  const { meeting } = await operator.createMeeting('Giao ban tuần', 'discussion')
  await webkit.go(server.url)
  await webkit.look("localStorage.setItem('anhop.language', 'vi')")
  await webkit.go(server.url)
  await expect.poll(() => text(webkit)).toContain('liên kết')
  await webkit.go(`${server.url}/sign-in`)
  await expect.poll(() => text(webkit)).toContain('Đăng nhập')
  await webkit.go(`${server.url}/help/desk`)
  await expect.poll(() => text(webkit)).toContain('Trình duyệt họp được')
  await webkit.go(`${server.url}/m/${meeting.id}`)
  await expect.poll(() => text(webkit)).toContain('Chưa vào họp được bằng trình duyệt này')
  expect(await text(webkit)).toContain('Safari từ bản 17')
  expect(await webkit.look("document.querySelectorAll('input[type=password]').length")).toBe(0)
})
