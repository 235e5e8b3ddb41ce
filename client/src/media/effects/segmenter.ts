import { ImageSegmenter } from '@mediapipe/tasks-vision'
// oxlint-disable-next-line import/default -- Vite gives its address, not the module.
import loader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import wasm from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import modelUrl from 'virtual:person-model'

/** What the model looks at, in pixels. */
export const WIDTH = 256
export const HEIGHT = 144

/** How surely each pixel of a picture belongs to a person. */
export type Segmenter = (picture: ImageData, visit: (person: Float32Array) => void) => void

/** Fetches code and model from this server, nothing from elsewhere. */
export async function openSegmenter(): Promise<Segmenter> {
  const response = await fetch(modelUrl)
  if (!response.ok) throw new Error(`model: ${response.status}`)
  const model = new Uint8Array(await response.arrayBuffer())
  const segmenter = await ImageSegmenter.createFromOptions(
    { wasmLoaderPath: loader, wasmBinaryPath: wasm },
    {
      canvas: new OffscreenCanvas(WIDTH, HEIGHT),
      // On the processor: as fast as most office machines' graphics, and the same on all of them.
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
