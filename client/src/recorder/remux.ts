import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'

/**
 * Remuxes the file without re-encoding, adding length and index.
 * @throws if the file cannot be read
 */
export async function withIndex(file: Blob): Promise<Blob> {
  const input = new Input({ source: new BlobSource(file), formats: [WEBM] })
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const conversion = await Conversion.init({ input, output })
  await conversion.execute()
  if (target.buffer === null) throw new Error('nothing came out')
  return new Blob([target.buffer], { type: 'video/webm' })
}
