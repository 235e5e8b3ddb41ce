import { SIZE } from './scene.ts'
import type { Box, Scene, Shared } from './scene.ts'

/** Paints the page that is shown into a box. Provided by the UI, which opens documents. */
export type PaintPage = (context: CanvasRenderingContext2D, box: Box) => void

const COLORS = {
  ground: '#101820',
  empty: '#2a3642',
  ink: '#eef2f6',
  over: 'rgb(12 17 22 / 82%)',
  speaking: '#86d8a3',
  red: '#ff5a4f',
}
const FONT = "'Be Vietnam Pro', system-ui, sans-serif"

/** Draws the recorded frames. Reads video from elements that are not in the document. */
export class Painter {
  readonly canvas = document.createElement('canvas')
  readonly #context: CanvasRenderingContext2D
  readonly #elements = new Map<MediaStreamTrack, HTMLVideoElement>()
  readonly #paintPage: PaintPage

  constructor(paintPage: PaintPage) {
    this.#paintPage = paintPage
    this.canvas.width = SIZE.width
    this.canvas.height = SIZE.height
    const context = this.canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('no canvas')
    this.#context = context
  }

  paint(scene: Scene, clock: string): void {
    const context = this.#context
    this.#syncElements([
      ...scene.shared.map(pictureIn),
      ...scene.faces.map(({ picture }) => picture),
    ])
    context.fillStyle = COLORS.ground
    context.fillRect(0, 0, SIZE.width, SIZE.height)
    this.#top(scene, clock)
    for (const one of scene.shared) {
      if (one.what === 'screen') this.#picture(one.picture, one.box, 'whole')
      else this.#within(one.box, () => this.#paintPage(context, one.box))
      this.#label(one.name, one.box)
    }
    for (const { picture, box, name, speaking } of scene.faces) {
      context.fillStyle = COLORS.empty
      context.fillRect(box.x, box.y, box.width, box.height)
      this.#picture(picture, box, 'filled')
      this.#label(name, box)
      if (!speaking) continue
      context.strokeStyle = COLORS.speaking
      context.lineWidth = 4
      context.strokeRect(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
    }
  }

  close(): void {
    this.#syncElements([])
  }

  #top({ title, more }: Scene, clock: string): void {
    const context = this.#context
    context.fillStyle = COLORS.red
    context.beginPath()
    context.arc(22, 20, 7, 0, 2 * Math.PI)
    context.fill()
    context.fillStyle = COLORS.ink
    context.font = `600 18px ${FONT}`
    context.textBaseline = 'middle'
    context.fillText(title, 40, 21, SIZE.width - 320)
    context.textAlign = 'right'
    context.fillText(more > 0 ? `+${more} · ${clock}` : clock, SIZE.width - 12, 21)
    context.textAlign = 'left'
  }

  /** `filled` crops to fill the box, for faces; `whole` fits everything into it, for screens. */
  #picture(track: MediaStreamTrack | null, box: Box, fit: 'filled' | 'whole'): void {
    const video = track && this.#elements.get(track)
    if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
    const { videoWidth: width, videoHeight: height } = video
    if (width === 0 || height === 0) return
    const scales = [box.width / width, box.height / height]
    const scale = fit === 'filled' ? Math.max(...scales) : Math.min(...scales)
    const [w, h] = [width * scale, height * scale]
    const [x, y] = [box.x + (box.width - w) / 2, box.y + (box.height - h) / 2]
    this.#within(box, () => this.#context.drawImage(video, x, y, w, h))
  }

  #within(box: Box, paint: () => void): void {
    const context = this.#context
    context.save()
    context.beginPath()
    context.rect(box.x, box.y, box.width, box.height)
    context.clip()
    paint()
    context.restore()
  }

  #label(name: string, box: Box): void {
    const context = this.#context
    context.font = `500 16px ${FONT}`
    const width = Math.min(context.measureText(name).width + 16, box.width)
    const y = box.y + box.height - 28
    context.fillStyle = COLORS.over
    context.fillRect(box.x, y, width, 28)
    context.fillStyle = COLORS.ink
    context.textBaseline = 'middle'
    context.fillText(name, box.x + 8, y + 14, width - 16)
  }

  /** Keeps one video element per shown track and drops the rest. */
  #syncElements(tracks: (MediaStreamTrack | null)[]): void {
    const wanted = new Set(tracks.filter((track) => track !== null))
    for (const [track, video] of this.#elements) {
      if (wanted.has(track)) continue
      video.srcObject = null
      this.#elements.delete(track)
    }
    for (const track of wanted) {
      if (this.#elements.has(track)) continue
      const video = document.createElement('video')
      video.muted = true
      video.playsInline = true
      video.srcObject = new MediaStream([track])
      video.play().catch(() => undefined)
      this.#elements.set(track, video)
    }
  }
}

const pictureIn = (shared: Shared) => (shared.what === 'screen' ? shared.picture : null)
