import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { Gallery } from '../support/gallery.ts'
import { sound } from '../support/look.ts'
import { pressTool } from '../support/tools.ts'
import { endVote, openVote } from '../support/votes.ts'

const QUESTION = 'Thông qua kế hoạch quý IV?'
const prompt = (person: Person) => person.page.getByRole('region', { name: QUESTION })

const ending = (host: Person) =>
  host.page.getByRole('alertdialog', { name: 'Kết thúc biểu quyết?' })

test('[VOT5] three people vote in secret: no counts before the end, and the same result for all', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const third = await office.admitted(host, meeting, 'Mai Chi')
  await openVote(host, QUESTION, async (dialog) => {
    await dialog.getByRole('radio', { name: 'Bỏ phiếu kín' }).check()
    await expect(dialog.getByRole('checkbox', { name: /Hiện số phiếu/ })).toHaveCount(0)
    await dialog.getByRole('combobox', { name: 'Số người phải tham gia' }).selectOption('all')
  })

  // Above an open panel it shows all answers.
  const hidden = () =>
    prompt(host).evaluate((element) => element.scrollHeight - element.clientHeight)
  await expect.poll(hidden).toBe(0)

  // Ending cannot be taken back, so it asks, and says how many have not voted.
  await host.button('Kết thúc và kiểm phiếu').click()
  await expect(ending(host)).toContainText('Còn 3/3 người có quyền chưa bỏ phiếu.')
  await ending(host).getByRole('button', { name: 'Hủy' }).click()
  await expect(prompt(host)).toContainText('Đã bỏ phiếu: 0/3')

  // One of them by keyboard only.
  const first = prompt(guest).getByRole('radio', { name: 'Tán thành', exact: true })
  await expect(prompt(guest).getByRole('button', { name: 'Bỏ phiếu' })).toBeDisabled()
  await first.focus()
  await guest.page.keyboard.press('Space')
  await guest.page.keyboard.press('Enter')
  await expect(prompt(guest)).toContainText('Bạn đã bỏ phiếu.')
  await expect(prompt(guest).getByRole('button', { name: /phiếu|lựa chọn/ })).toHaveCount(0)

  for (const [person, answer] of [
    [third, 'Tán thành'],
    [host, 'Không tán thành'],
  ] as const) {
    await prompt(person).getByRole('radio', { name: answer, exact: true }).check()
    await prompt(person).getByRole('button', { name: 'Bỏ phiếu' }).click()
  }
  for (const person of [host, guest, third]) {
    await expect(prompt(person)).toContainText('Đã bỏ phiếu: 3/3')
    await expect(prompt(person)).not.toContainText('%')
  }
  await endVote(host, 'Mọi người có quyền đều đã bỏ phiếu.')
  for (const person of [host, guest, third]) {
    await expect(prompt(person)).toContainText('Được thông qua')
    await expect(prompt(person)).toContainText('2 phiếu (67%)')
  }
  await prompt(guest).getByRole('button', { name: 'Đóng kết quả' }).click()
  await expect(prompt(guest)).toHaveCount(0)

  await host.button('Kết quả và biên bản').click()
  const download = host.page.waitForEvent('download')
  await host.button('Lưu kết quả (CSV)').click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toContain('"Bỏ phiếu kín"')
  expect(file).toMatch(/"Được thông qua","Tán thành","2"/)
  expect(file).not.toContain('Lê Bình')
  await expect(host.button(/danh sách phiếu/)).toHaveCount(0)
})

test('[VOT1] an open vote is counted live, survives a reload, and can be changed', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const third = await office.admitted(host, meeting, 'Mai Chi')
  await openVote(host, QUESTION, async (dialog) => {
    await dialog.getByRole('radio', { name: 'Các phương án tự đặt' }).check()
    await dialog.getByRole('textbox', { name: 'Các phương án' }).fill('Hà Nội')
    await dialog.getByRole('button', { name: 'Mở biểu quyết' }).click()
    await expect(dialog).toContainText('Cần từ 2 đến 10 phương án')
    await dialog.getByRole('textbox', { name: 'Các phương án' }).fill('Hà Nội\nHuế\nCần Thơ')
    await dialog.getByRole('checkbox', { name: 'Được chọn nhiều phương án' }).check()
    await dialog.getByRole('checkbox', { name: /Hiện số phiếu/ }).check()
  })
  await prompt(guest).getByRole('checkbox', { name: 'Huế' }).check()
  await prompt(guest).getByRole('checkbox', { name: 'Hà Nội' }).check()
  await prompt(guest).getByRole('button', { name: 'Bỏ phiếu' }).click()
  await expect(prompt(third)).toContainText('1 phiếu (100%)')
  await guest.page.reload()
  await expect(prompt(guest)).toContainText('Bạn đã bỏ phiếu. Hà Nội, Huế')
  await prompt(guest).getByRole('button', { name: 'Đổi lựa chọn' }).click()
  await prompt(guest).getByRole('checkbox', { name: 'Huế' }).uncheck()
  await prompt(guest).getByRole('button', { name: 'Bỏ phiếu' }).click()
  await expect(prompt(host).getByRole('listitem').nth(1)).toContainText('0 phiếu')
  await endVote(host, /chưa bỏ phiếu|đều đã bỏ phiếu/)
  await expect(prompt(third)).toContainText('Đã kiểm phiếu')
  await host.button('Kết quả và biên bản').click()
  const download = host.page.waitForEvent('download')
  await host.button(/danh sách phiếu/).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toMatch(/"Lê Bình".*"Hà Nội"/)
})

test('the question and its result are readable from the back of the hall', async ({ page }) => {
  const gallery = await Gallery.open()
  try {
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const state of ['vote-cast', 'vote-choices']) {
        await page.goto(`${gallery.url}?state=room-${state}`)
        await pressTool(page, 'Hiển thị')
        await page.getByRole('menuitem', { name: 'Màn hình hội trường' }).click()
        const question = page.locator('.hall-vote h2')
        await expect(question).toBeVisible()
        // Capital letters of 20 arcminutes at 3 m on 55 inches: see hall.css.
        const size = await question.evaluate((one) => parseFloat(getComputedStyle(one).fontSize))
        expect(size).toBeGreaterThanOrEqual(height * 0.04 - 0.5)
        await sound(page, `hall-${state}-${width}`)
      }
    }
  } finally {
    await gallery.close()
  }
})

test('a vote is accessible and fits at every width', async ({ page }) => {
  const gallery = await Gallery.open()
  try {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 760 })
        for (const state of ['vote', 'vote-cast', 'vote-choices', 'vote-result', 'vote-void']) {
          await page.goto(`${gallery.url}?state=room-${state}`)
          await expect(page.locator('.vote-prompt')).toBeVisible()
          if (state.endsWith('result')) await expect(page.locator('.vote-outcome')).toBeVisible()
          await sound(page, `${state}-${width}-${scheme}`)
        }
        await page.goto(`${gallery.url}?state=room-vote-choices`)
        await pressTool(page, 'Biểu quyết')
        await expect(page.locator('.vote-card').first()).toBeVisible()
        await sound(page, `vote-panel-${width}-${scheme}`)
        await page.goto(`${gallery.url}?state=room-host`)
        await pressTool(page, 'Biểu quyết')
        await page.getByRole('button', { name: 'Mở biểu quyết' }).click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Mở biểu quyết' }).click()
        await expect(page.getByText('Vui lòng nhập nội dung biểu quyết.')).toBeVisible()
        await sound(page, `vote-ask-${width}-${scheme}`)
      }
    }
  } finally {
    await gallery.close()
  }
})
