import type { Size } from './place.ts'

/**
 * Why a file cannot be displayed; each reason has its own text. `xfa`: the form needs an XFA
 * viewer. `viewer`: this browser cannot display the file.
 */
export type Fault = 'broken' | 'encrypted' | 'noPages' | 'xfa' | 'viewer'
export class CannotOpen extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault)
    this.fault = fault
  }
}

/** A document opened in this browser. Pages count from 1. */
export type Opened = {
  pages: number
  /** In any unit, because only the aspect ratio matters. */
  size(page: number): Promise<Size>
  /**
   * Renders the page.
   * @param width approximate width in device pixels
   */
  draw(page: number, width: number): Promise<HTMLCanvasElement>
  /** The page's text for screen readers; empty if there is none. */
  text(page: number): Promise<string>
  close(): void
}

/** Longest side of a rendered page, in device pixels: the limit for canvases on phones. */
const LONGEST = 4096

/** Scale for the requested width, limited by the maximum canvas size. */
export const scaleFor = ({ width, height }: Size, wanted: number): number =>
  Math.min(wanted / width, LONGEST / Math.max(width, height))

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return canvas
}
