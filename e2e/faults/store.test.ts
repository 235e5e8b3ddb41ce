import { it } from 'node:test'
import { killWhileWriting } from '../support/store-kills.ts'

it('[AUD] after kill -9 during admission decisions, everything acknowledged is stored completely', async () => {
  await killWhileWriting(5)
})
