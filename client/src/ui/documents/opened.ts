import type { Size } from './place.ts'

/**
 * Why a file cannot be shown; each has a sentence. `xfa`: a form that only a reader of XFA shows. `viewer`: it is this browser that cannot.
 */
export type Fault = 'broken' | 'encrypted' | 'noPages' | 'xfa' | 'viewer'
export class CannotOpen extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault)
    this.fault = fault
  }
}

/** A document in this browser. Pages count from 1. */
export type Opened = {
  pages: number
  /** In any unit: only the ratio counts. */
  size(page: number): Promise<Size>
  /** A picture of the page of about this width in device pixels. */
  draw(page: number, width: number): Promise<HTMLCanvasElement>
  /** For who cannot see it; empty where there is none. */
  text(page: number): Promise<string>
  close(): void
}

/** Device pixels of a drawn page along its longer side: what phones can still hold. */
const LONGEST = 4096

/** As large as asked for, within what a canvas may have. */
export const scaleFor = ({ width, height }: Size, wanted: number): number =>
  Math.min(wanted / width, LONGEST / Math.max(width, height))

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return canvas
}
