import { ImageSegmenter } from '@mediapipe/tasks-vision'
// oxlint-disable-next-line import/default -- Vite exports the URL, not the module.
import loader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import wasm from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import modelUrl from 'virtual:person-model'

/** The model's input size, in pixels. */
export const WIDTH = 256
export const HEIGHT = 144

/** Calls `visit` with each pixel's probability (0 to 1) of belonging to a person. */
export type Segmenter = (picture: ImageData, visit: (person: Float32Array) => void) => void

/** Loads code and model, both from this server. */
export async function openSegmenter(): Promise<Segmenter> {
  const response = await fetch(modelUrl)
  if (!response.ok) throw new Error(`model: ${response.status}`)
  const model = new Uint8Array(await response.arrayBuffer())
  const segmenter = await ImageSegmenter.createFromOptions(
    { wasmLoaderPath: loader, wasmBinaryPath: wasm },
    {
      canvas: new OffscreenCanvas(WIDTH, HEIGHT),
      // CPU: as fast as the graphics of most office machines, and the same result on all.
      baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
      runningMode: 'VIDEO',
      outputConfidenceMasks: true,
      outputCategoryMask: false,
    },
  )
  let time = 0
  return (picture, visit) =>
    segmenter.segmentForVideo(picture, ++time, ({ confidenceMasks }) => {
      const [mask] = confidenceMasks ?? []
      if (!mask) throw new Error('no mask')
      visit(mask.getAsFloat32Array())
    })
}
