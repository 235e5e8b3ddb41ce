import { it } from 'node:test'
import { killWhileWriting } from '../support/store-kills.ts'

it('[AUD] killed with -9 while a host gives verdicts: what was acknowledged is kept, whole', async () => {
  await killWhileWriting(5)
})
