/**
 * Prepares the segmentation model for background blur. The model predates the library that runs it:
 * it lacks metadata about input normalization, and the library rejects float models without it. The
 * registry has no newer model, and no other runtime that knows its operation
 * `Convolution2DTransposeBias`. So the build adds the missing metadata in front of the model, which
 * itself stays unchanged byte for byte.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Builder, ByteBuffer } from 'flatbuffers'
import type { Plugin } from 'vite'

/** The module the client imports; exports a URL. */
const NAME = 'virtual:person-model'

export const readModel = (): Uint8Array =>
  readFileSync(
    createRequire(import.meta.url).resolve(
      '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite',
    ),
  )

/**
 * Vite plugin. In a build, the model becomes a file with a hashed name; the dev server uses a data:
 * URL.
 */
export function personModel(): Plugin {
  const id = `\0${NAME}`
  let serving = false
  return {
    name: 'person-model',
    configResolved({ command }) {
      serving = command === 'serve'
    },
    resolveId: (source) => (source === NAME ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined
      const source = withScale(readModel())
      if (serving) {
        const url = `data:application/octet-stream;base64,${Buffer.from(source).toString('base64')}`
        return `export default '${url}'`
      }
      const file = this.emitFile({ type: 'asset', name: 'person.tflite', source })
      return `export default import.meta.ROLLUP_FILE_URL_${file}`
    },
  }
}

/** Field numbers of `Model` in TensorFlow Lite's schema.fbs. */
const MODEL = { version: 0, operators: 1, graphs: 2, description: 3, buffers: 4, metadata: 6 }
const FIELDS = 8

/** Offset of a field in a table's vtable (flatbuffers.dev, "Internals"). */
const slot = (field: number): number => 4 + 2 * field

/**
 * Wraps the model in a new root that refers into the old file and adds one metadata entry, which
 * declares the input as (byte - 0) / 255.
 */
export function withScale(old: Uint8Array): Uint8Array {
  const from = new ByteBuffer(old)
  const root = from.readInt32(0)
  const fieldAt = (field: number) => {
    const offset = from.__offset(root, slot(field))
    return offset === 0 ? null : root + offset
  }

  // A builder writes back to front, so the old file, which goes last, is written first.
  const builder = new Builder(2 * old.length)
  builder.prep(16, old.length)
  for (const byte of old.toReversed()) builder.writeInt8(byte)
  const end = builder.offset()
  const inOld = (position: number) => end - position

  const metadata = builder.createByteVector(scaleMetadata())
  builder.startObject(1)
  builder.addFieldOffset(0, metadata, 0)
  const buffer = builder.endObject()
  const name = builder.createString('TFLITE_METADATA')
  const list = fieldAt(MODEL.buffers)
  const count = list === null ? 0 : from.__vector_len(list)
  builder.startObject(2)
  builder.addFieldOffset(0, name, 0)
  builder.addFieldInt32(1, count, 0)
  const entries = tables(builder, [builder.endObject()])
  const first = list === null ? 0 : from.__vector(list)
  const kept = Array.from({ length: count }, (_, i) => inOld(from.__indirect(first + 4 * i)))
  const buffers = tables(builder, [...kept, buffer])

  builder.startObject(FIELDS)
  builder.addFieldInt32(MODEL.version, from.readInt32(fieldAt(MODEL.version) ?? 0), 0)
  for (const field of [MODEL.operators, MODEL.graphs, MODEL.description]) {
    const at = fieldAt(field)
    if (at !== null) builder.addFieldOffset(field, inOld(from.__indirect(at)), 0)
  }
  builder.addFieldOffset(MODEL.buffers, buffers, 0)
  builder.addFieldOffset(MODEL.metadata, entries, 0)
  builder.finish(builder.endObject(), 'TFL3')
  return builder.asUint8Array()
}

function tables(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.toReversed()) builder.addOffset(offset)
  return builder.endVector()
}

/** The subset of metadata_schema.fbs the library requires: one normalized input and one output. */
function scaleMetadata(): Uint8Array {
  const builder = new Builder(256)
  const one = (value: number) => {
    builder.startVector(4, 1, 4)
    builder.addFloat32(value)
    return builder.endVector()
  }
  /** A table with one reference, or with none if `offset` is 0. */
  const table = (field: number, offset: number) => {
    builder.startObject(field + 1)
    builder.addFieldOffset(field, offset, 0)
    return builder.endObject()
  }
  const [mean, deviation] = [one(0), one(255)]
  // NormalizationOptions { mean, std }
  builder.startObject(2)
  builder.addFieldOffset(0, mean, 0)
  builder.addFieldOffset(1, deviation, 0)
  const normalization = builder.endObject()
  // ProcessUnit { options: first member of the union }
  builder.startObject(2)
  builder.addFieldInt8(0, 1, 0)
  builder.addFieldOffset(1, normalization, 0)
  const unit = builder.endObject()
  // TensorMetadata.process_units
  const inputs = tables(builder, [table(4, tables(builder, [unit]))])
  const outputs = tables(builder, [table(0, 0)])
  // SubGraphMetadata { input_tensor_metadata, output_tensor_metadata }
  builder.startObject(4)
  builder.addFieldOffset(2, inputs, 0)
  builder.addFieldOffset(3, outputs, 0)
  const graph = builder.endObject()
  // ModelMetadata.subgraph_metadata
  builder.finish(table(3, tables(builder, [graph])), 'M001')
  return builder.asUint8Array()
}
