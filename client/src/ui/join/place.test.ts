import assert from 'node:assert/strict'
import { it } from 'node:test'
import { placeOf } from './place.ts'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)' // prettier-ignore
const VIEW = 'Mozilla/5.0 (Linux; Android 13; SM-A146P; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36' // prettier-ignore

it('names the app in whose browser a page is open', () => {
  const apps = {
    zalo: [`${IPHONE} Mobile/15E148 Zalo iOS/595 ZaloTheme/light`, `${VIEW} Zalo android/12100`],
    messenger: [
      `${IPHONE} Mobile/20G75 [FBAN/MessengerForiOS;FBAV/430.0;FBDV/iPhone12,1]`,
      `${VIEW} [FB_IAB/Orca-Android;FBAV/430.0;]`,
    ],
    facebook: [
      `${IPHONE} Mobile/20G75 [FBAN/FBIOS;FBAV/430.0]`,
      `${VIEW} [FB_IAB/FB4A;FBAV/430.0;]`,
    ],
    line: [`${IPHONE} Mobile/15E148 Safari Line/13.16.0`, `${VIEW} Line/13.16.0/IAB`],
    other: [`${IPHONE} Mobile/15E148`, VIEW, `${IPHONE} Mobile/15E148 Instagram 300.0`],
  }
  for (const [app, [apple, android]] of Object.entries(apps)) {
    assert.deepEqual(placeOf(apple), { app, system: 'ios' })
    assert.deepEqual(placeOf(android).app, app)
  }
  assert.deepEqual(placeOf(`${VIEW} Zalo android/12100`).system, 'android')
})

it('browsers are in no app', () => {
  const safari = `${IPHONE} Version/16.6 Mobile/15E148 Safari/604.1`
  assert.deepEqual(placeOf(safari), { app: null, system: 'safari' })
  const chrome = `${IPHONE} CriOS/126.0.0.0 Mobile/15E148 Safari/604.1`
  assert.deepEqual(placeOf(chrome), { app: null, system: 'ios' })
  const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36' // prettier-ignore
  assert.deepEqual(placeOf(android), { app: null, system: 'android' })
  for (const computer of [
    'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  ])
    assert.deepEqual(placeOf(computer), { app: null, system: 'computer' })
})
