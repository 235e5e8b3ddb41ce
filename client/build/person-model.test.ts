import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ByteBuffer } from 'flatbuffers'
import { readModel, withScale } from './person-model.ts'

const old = new Uint8Array(readModel())
const made = new Uint8Array(withScale(old))
const shift = made.length - old.length

/** A flatbuffer table read without its schema: offsets, and fields by number. */
class Table {
  readonly bytes: ByteBuffer
  readonly at: number
  constructor(bytes: Uint8Array, at?: number) {
    this.bytes = new ByteBuffer(bytes)
    this.at = at ?? this.bytes.readInt32(0)
  }
  field(field: number): number {
    const offset = this.bytes.__offset(this.at, 4 + 2 * field)
    assert.notEqual(offset, 0, `field ${field}`)
    return this.at + offset
  }
  target = (field: number): number => this.bytes.__indirect(this.field(field))
  entries(field: number): number[] {
    const [first, count] = [
      this.bytes.__vector(this.field(field)),
      this.bytes.__vector_len(this.field(field)),
    ]
    return Array.from({ length: count }, (_, i) => this.bytes.__indirect(first + 4 * i))
  }
  only(field: number): Table {
    const [entry, ...more] = this.entries(field)
    assert.deepEqual(more, [])
    return new Table(this.bytes.bytes(), entry)
  }
  child = (field: number) => new Table(this.bytes.bytes(), this.target(field))
  content(field: number): Uint8Array {
    const start = this.bytes.__vector(this.field(field))
    return this.bytes.bytes().slice(start, start + this.bytes.__vector_len(this.field(field)))
  }
}

it('contains the old model unchanged, and every reference into it is valid', () => {
  assert.deepEqual(made.subarray(shift), old)
  // Buffer contents are aligned to 16 bytes, and must stay so.
  assert.equal(shift % 16, 0)
  assert.equal(new TextDecoder().decode(made.subarray(4, 8)), 'TFL3')
  const [before, after] = [new Table(old), new Table(made)]
  assert.equal(after.bytes.readInt32(after.field(0)), before.bytes.readInt32(before.field(0)))
  for (const field of [1, 2]) assert.equal(after.target(field), before.target(field) + shift)
  const moved = before.entries(4).map((position) => position + shift)
  assert.deepEqual(after.entries(4).slice(0, -1), moved)
})

it('declares the input normalization: divide by 255', () => {
  const model = new Table(made)
  const entry = model.only(6)
  const text = new TextDecoder().decode(entry.content(0))
  assert.equal(text, 'TFLITE_METADATA')
  const buffers = model.entries(4)
  assert.equal(entry.bytes.readInt32(entry.field(1)), buffers.length - 1)
  const metadata = new Table(new Table(made, buffers.at(-1)).content(0))
  const unit = metadata.only(3).only(2).only(4)
  assert.equal(unit.bytes.readUint8(unit.field(0)), 1)
  const normalization = unit.child(1)
  const number = (field: number) =>
    normalization.bytes.readFloat32(normalization.bytes.__vector(normalization.field(field)))
  assert.deepEqual([number(0), number(1)], [0, 255])
})
