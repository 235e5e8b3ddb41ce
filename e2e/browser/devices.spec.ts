import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { turnOn } from '../support/effects.ts'
import { plug, pluggable, unplug } from '../support/plugs.ts'

const CHOSEN = 'Fake Audio Input 2'
const OTHERS = ['Fake Default Audio Input', 'Fake Audio Input 1']
const LOST = `Mất kết nối với “${CHOSEN}”.`
const BACK = `Đã kết nối lại và đang dùng “${CHOSEN}”.`

const microphone = ({ page }: Person) => page.getByRole('combobox', { name: 'Micrô' })

async function newcomer(office: Office): Promise<Person> {
  const person = await office.person()
  await person.context.addInitScript(pluggable)
  return person
}

test('before the call: the speaker test, and a lost microphone replaced and restored', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const guest = await newcomer(office)
  await guest.page.goto(link)
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await microphone(guest).selectOption({ label: CHOSEN })
  await expect(guest.page.getByRole('meter')).not.toHaveAttribute('aria-valuenow', '0')

  await unplug(guest.page, CHOSEN)
  await expect(guest.page.getByText(LOST)).toBeVisible()
  await expect(microphone(guest).getByRole('option', { name: CHOSEN })).toHaveCount(0)
  await expect(guest.page.getByRole('meter')).not.toHaveAttribute('aria-valuenow', '0')

  await guest.page.getByRole('combobox', { name: 'Loa' }).selectOption('Fake Audio Output 1')
  await guest.button('Thử loa').click()
  await guest.button('Không nghe thấy').click()
  await expect(guest.page.getByText('Vui lòng tăng âm lượng')).toBeVisible()
  await guest.button('Thử loa').click()
  await guest.button('Có, nghe rõ').click()
  await expect(guest.page.getByText('Loa hoạt động tốt.')).toBeVisible()
  expect((await new AxeBuilder({ page: guest.page }).analyze()).violations).toEqual([])

  await plug(guest.page, CHOSEN)
  await expect(guest.page.getByText(LOST)).toHaveCount(0)
  await expect(microphone(guest).locator('option:checked')).toHaveText(CHOSEN)
  await unplug(guest.page, 'Fake Audio Output 1')
  await expect(guest.page.getByText('Mất kết nối với loa đã chọn.')).toBeVisible()

  for (const label of [CHOSEN, ...OTHERS]) await unplug(guest.page, label)
  await expect(guest.page.getByText('Không tìm thấy thiết bị.')).toBeVisible()
  await plug(guest.page, CHOSEN)
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await expect(guest.page.getByText('Không tìm thấy thiết bị.')).toHaveCount(0)
})

test('a denoised microphone keeps its own name when lost, and is restored', async ({ office }) => {
  const { link } = await office.meeting()
  const guest = await newcomer(office)
  const { page } = guest
  await page.goto(link)
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await microphone(guest).selectOption({ label: CHOSEN })
  await turnOn(page, 'Khử tiếng ồn')
  const running = page.getByText(/^Đang bật\. /)
  await expect(running).toBeVisible()
  await unplug(page, CHOSEN)
  await expect(page.getByText(LOST)).toContainText('Đang dùng “Fake ')
  await expect(running).toBeVisible()
  await plug(page, CHOSEN)
  await expect(page.getByText(LOST)).toHaveCount(0)
  await expect(running).toBeVisible()
})

test('during the call: a lost headset is replaced, and nobody is muted without knowing', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const host = await office.hostPerson()
  await host.enterAsHost(meeting.link)
  const guest = await newcomer(office)
  await guest.page.goto(meeting.link)
  await microphone(guest).selectOption({ label: CHOSEN })
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await host.hears()

  await unplug(guest.page, CHOSEN)
  await guest.wasTold(LOST)
  await host.hears()
  await plug(guest.page, CHOSEN)
  await guest.wasTold(BACK)
  await host.hears()

  for (const label of [CHOSEN, ...OTHERS]) await unplug(guest.page, label)
  await expect(guest.page.getByText('Micrô: Không tìm thấy thiết bị.')).toBeVisible()
  await expect(guest.button('Bật micrô')).toBeVisible()
  await host.silent('audio')
  await unplug(guest.page, 'fake_device_0')
  await expect(guest.page.getByText('Camera: Không tìm thấy thiết bị.')).toBeVisible()

  await plug(guest.page, CHOSEN)
  await host.silent('audio')
  await guest.button('Bật micrô').click()
  await host.hears()
})

test('the browser’s permission prompt is announced in advance, before and during the call', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const { page } = guest
  await guest.context.addInitScript(() => {
    const asked = { state: 'prompt' } as PermissionStatus
    navigator.permissions.query = () => Promise.resolve(asked)
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = (constraints) => {
      const saidBefore = document.body.textContent.includes('Trình duyệt sẽ hỏi quyền')
      Object.assign(globalThis, { saidBefore })
      return open(constraints)
    }
  })
  const saidBefore = () => page.evaluate(() => Reflect.get(globalThis, 'saidBefore') as unknown)
  await page.goto(meeting.link)
  await expect(page.getByText('Trình duyệt sẽ hỏi quyền dùng camera và micrô.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Lê Bình')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await guest.button('Vào cuộc họp').click()
  await guest.waits()
  await host.admit('Lê Bình')
  await guest.inside()
  expect(await saidBefore()).toBeUndefined()
  await guest.button('Bật micrô').click()
  await host.hears()
  expect(await saidBefore()).toBe(true)
})
