import { z } from 'zod'
import { DocumentId, ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/**
 * [DOC] The presentation: documents and whiteboards, the page on display, and drawings on it.
 * Positions on a page are integers from 0 to 10000 of its width and height, so they are the same on
 * every screen.
 */
export const PLACES = 10_000

/** Accepted types, detected from the content. A `blank` is a whiteboard and has no content. */
export const DOCUMENT_KINDS = ['pdf', 'png', 'jpeg', 'webp'] as const
export type FileKind = (typeof DOCUMENT_KINDS)[number]
export type DocumentKind = FileKind | 'blank'

export const INK_TOOLS = ['pen', 'marker'] as const
export const INK_COLORS = 6

const place = z.number().int().min(0).max(PLACES)
const page = z.number().int().min(1).max(LIMITS.documentPages)
const document = z.strictObject({ document: DocumentId })
const onPage = { document: DocumentId, page }
/** A random number chosen by the drawing client; unique on the page. */
const StrokeId = z
  .number()
  .int()
  .min(0)
  .max(2 ** 48)
/** x, y, x, y, … */
const Points = z
  .array(place)
  .min(2)
  .max(2 * LIMITS.strokeBatch)
  .refine((points) => points.length % 2 === 0)

const Look = z.strictObject({
  ...onPage,
  /** Percent of the size at which the whole page fits. */
  scale: z.number().int().min(100).max(600),
  /** The position on the page at the center of the view. */
  x: place,
  y: place,
})

export const PRESENTATION_REQUESTS = {
  // anyone with the presenter right (DOC1)
  'document.show': document,
  'document.hide': z.strictObject({}),
  'document.remove': document,
  'document.blank': z.strictObject({}),

  // the current presenter only
  'document.turn': Look,
  /**
   * A stroke is sent in pieces while it is drawn; a piece with the same id continues the stroke.
   */
  'document.draw': z.strictObject({
    ...onPage,
    stroke: StrokeId,
    tool: z.enum(INK_TOOLS),
    color: z
      .number()
      .int()
      .min(0)
      .max(INK_COLORS - 1),
    points: Points,
  }),
  'document.erase': z.strictObject({
    ...onPage,
    strokes: z.array(StrokeId).min(1).max(LIMITS.eraseBatch),
  }),
  /** Removes the caller's last stroke on the page. */
  'document.undo': z.strictObject(onPage),
  'document.clear': z.strictObject(onPage),
  /** Null turns the laser off. */
  'document.point': z.strictObject({ at: z.strictObject({ x: place, y: place }).nullable() }),

  // everyone inside, if copies are allowed
  'document.copy': document,

  // hosts and co-hosts
  'document.download': z.strictObject({ document: DocumentId, allowed: z.boolean() }),
  'present.grant': z.strictObject({ id: ParticipantId }),
  'present.revoke': z.strictObject({ id: ParticipantId }),

  // host only
  'document.keep': z.strictObject({
    document: DocumentId,
    /** 0: deleted with the sitting, like everything else. */
    days: z.number().int().min(0).max(LIMITS.documentDaysMax),
  }),
} as const satisfies Record<string, z.ZodType>

export type Look = z.infer<typeof Look>

export type DocumentView = {
  id: DocumentId
  name: string
  kind: DocumentKind
  /** As reported by the uploader; browsers use the actual count. */
  pages: number
  /** Size of the file; 0 for a whiteboard. */
  bytes: number
  /** Name of the person who added it. */
  by: string
  /** Whether everyone inside may download a copy marked with their name. */
  download: boolean
  /** Epoch milliseconds; null: deleted with the sitting. */
  keptUntil: number | null
}

/** `presenter` turns the pages; null once they have left or lost the right. */
export type Shown = Look & { presenter: ParticipantId | null }
export type PresentationView = { documents: DocumentView[]; shown: Shown | null }

export type Stroke = {
  id: number
  tool: (typeof INK_TOOLS)[number]
  color: number
  points: number[]
}
export type InkPage = { document: DocumentId; page: number; strokes: Stroke[] }
export type PresentationSnapshot = PresentationView & { ink: InkPage[] }

export type PresentationEvents = {
  presentation: PresentationView
  /** Sent immediately to everyone but the sender; the next `presentation` event says the same. */
  pageTurned: Look
  /** `drawn`: a new stroke, or more points of an existing one. */
  ink: { document: DocumentId; page: number; drawn: Stroke | null; erased: number[] }
  /** The presenter's pointer. Dropped on slow connections, because the next one follows soon. */
  laser: { at: { x: number; y: number } | null }
}

/** Body and response of the request that starts an upload; the response has the document's id. */
export const BeginDocument = z.strictObject({
  /** File name, cleaned like a title. */
  name: writtenLine(LIMITS.documentName),
  bytes: z.number().int().min(1).max(LIMITS.documentBytes),
  pages: page,
})
/** A document the host may still download after the meeting. */
export type KeptDocument = {
  id: DocumentId
  name: string
  kind: FileKind
  bytes: number
  /** Epoch milliseconds. */
  keptUntil: number
}
export type BegunDocument = { id: DocumentId }
/** Response to an uploaded part; `done` after the last one. */
export type TakenPart = { done: boolean }
