import assert from 'node:assert/strict'
import { it } from 'node:test'
import { configurationPage, writtenPage } from './configuration.ts'

it('docs/CONFIGURATION.md matches the schema', async () => {
  assert.equal(
    writtenPage(),
    await configurationPage(),
    'Stale. To update: node setup/run.mjs setup/configuration.ts',
  )
})
