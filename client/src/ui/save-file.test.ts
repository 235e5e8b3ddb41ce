import assert from 'node:assert/strict'
import { it } from 'node:test'
import { csv } from './save-file.ts'

const cellOf = (text: string) => csv([[text]]).slice(1, -2)

it('quotes every cell', () => {
  assert.equal(csv([['a', 'b,"c"\nd'], ['Lê Bình']]), '\uFEFF"a","b,""c""\nd"\r\n"Lê Bình"\r\n')
})

it('prevents names from becoming formulas', () => {
  for (const bad of ['=1+1', '+84', '-2', '@SUM(A1)', ' =cmd|x', '\t=1', '\r=1', '＝1', '|x', '%x'])
    assert.equal(cellOf(bad), `"'${bad}"`, bad)
  for (const good of ['Trần Chủ Tọa', 'a=b', '12:30', ''])
    assert.equal(cellOf(good), `"${good}"`, good)
})
