import { describe, it } from 'node:test'
import fc from 'fast-check'
import { World, step } from './testing-world.ts'

describe('any sitting with keys', () => {
  it('has one commit for each epoch, and in the end the people inside for members', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const world = new World()
        for (const one of steps) world.take(one)
        world.settle()
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 60) },
    )
  })
})
