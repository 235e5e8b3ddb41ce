import { z } from 'zod'
import { DocumentId, ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/**
 * [DOC] What lies on the table: documents and whiteboards, which page is shown, what is drawn on it.
 * Places on a page are whole numbers from 0 to 10000 of its width and height, so that every screen
 * means the same by them.
 */
export const PLACES = 10_000

/** What is taken, as its content says. A `blank` is a whiteboard and has no content. */
export const DOCUMENT_KINDS = ['pdf', 'png', 'jpeg', 'webp'] as const
export type FileKind = (typeof DOCUMENT_KINDS)[number]
export type DocumentKind = FileKind | 'blank'

export const INK_TOOLS = ['pen', 'marker'] as const
export const INK_COLOURS = 6

const place = z.number().int().min(0).max(PLACES)
const page = z.number().int().min(1).max(LIMITS.documentPages)
const document = z.strictObject({ document: DocumentId })
const onPage = { document: DocumentId, page }
/** Chosen by who draws, at random; unique on the page. */
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
  /** Percent of the size at which the page fits. */
  scale: z.number().int().min(100).max(600),
  /** The place of the page that is in the middle. */
  x: place,
  y: place,
})

export const TABLE_REQUESTS = {
  // whoever may present (DOC1)
  'table.show': document,
  'table.hide': z.strictObject({}),
  'table.remove': document,
  'table.blank': z.strictObject({}),

  // whoever presents what is shown
  'table.turn': Look,
  /** A stroke is sent in pieces while it is drawn: the same id goes on where the last one ended. */
  'table.draw': z.strictObject({
    ...onPage,
    stroke: StrokeId,
    tool: z.enum(INK_TOOLS),
    colour: z
      .number()
      .int()
      .min(0)
      .max(INK_COLOURS - 1),
    points: Points,
  }),
  'table.erase': z.strictObject({
    ...onPage,
    strokes: z.array(StrokeId).min(1).max(LIMITS.eraseBatch),
  }),
  /** Takes back one's own last stroke on the page. */
  'table.undo': z.strictObject(onPage),
  'table.clear': z.strictObject(onPage),
  /** Null: the laser is off. */
  'table.point': z.strictObject({ at: z.strictObject({ x: place, y: place }).nullable() }),

  // everyone inside, where it is allowed
  'table.copy': document,

  // hosts and co-hosts
  'table.download': z.strictObject({ document: DocumentId, allowed: z.boolean() }),
  'present.grant': z.strictObject({ id: ParticipantId }),
  'present.revoke': z.strictObject({ id: ParticipantId }),

  // the host alone
  'table.keep': z.strictObject({
    document: DocumentId,
    /** 0: gone with the sitting, as all others. */
    days: z.number().int().min(0).max(LIMITS.documentDaysMax),
  }),
} as const satisfies Record<string, z.ZodType>

export type Look = z.infer<typeof Look>

export type DocumentView = {
  id: DocumentId
  name: string
  kind: DocumentKind
  /** As who put it there says; a browser goes by what it finds. */
  pages: number
  /** Of the file; 0 for a whiteboard. */
  bytes: number
  /** Who put it there. */
  by: string
  /** Everyone inside may take a copy with their name on it. */
  download: boolean
  /** Epoch milliseconds; null: gone with the sitting. */
  keptUntil: number | null
}

/** `presenter`: who turns its pages; null when they have gone or may no longer. */
export type Shown = Look & { presenter: ParticipantId | null }
export type TableView = { documents: DocumentView[]; shown: Shown | null }

export type Stroke = {
  id: number
  tool: (typeof INK_TOOLS)[number]
  colour: number
  points: number[]
}
export type InkPage = { document: DocumentId; page: number; strokes: Stroke[] }
export type TableSnapshot = TableView & { ink: InkPage[] }

export type TableEvents = {
  table: TableView
  /** Sent to all but who did it, at once; `table` says the same later. */
  tableTurned: Look
  /** `drawn`: a new stroke, or more of one that is there. */
  ink: { document: DocumentId; page: number; drawn: Stroke | null; erased: number[] }
  /** Where who presents points to; lost when a line is slow, for the next one is on its way. */
  laser: { at: { x: number; y: number } | null }
}

/** The body that begins an upload, and its answer: which document it becomes. */
export const BeginDocument = z.strictObject({
  /** Of the file, cleaned like a title. */
  name: writtenLine(LIMITS.documentName),
  bytes: z.number().int().min(1).max(LIMITS.documentBytes),
  pages: page,
})
/** What its host may still fetch when the meeting is over. */
export type KeptDocument = {
  id: DocumentId
  name: string
  kind: FileKind
  bytes: number
  /** Epoch milliseconds. */
  keptUntil: number
}
export type BegunDocument = { id: DocumentId }
/** The last part says that it is done. */
export type TakenPart = { done: boolean }
