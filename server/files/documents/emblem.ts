import type { ErrorCode } from '#protocol/errors.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { EmblemKind } from '#protocol/office.ts'
import { judge } from './judge.ts'
import type { Bounds } from './pictures.ts'

const EMBLEM: Bounds = {
  side: LIMITS.emblemSide,
  pixels: LIMITS.emblemSide ** 2,
  single: true,
}

/**
 * [POL3] Whether the content is exactly one still picture and nothing else, judged by its structure
 * like a shared document, but up to the last byte also for JPEG. Pure; decompresses nothing.
 */
export function judgeEmblem(bytes: Buffer): { kind: EmblemKind } | { refused: ErrorCode } {
  const verdict = judge(bytes, EMBLEM)
  if ('refused' in verdict) return verdict
  const { kind } = verdict
  return kind === 'pdf' ? { refused: 'document_type' } : { kind }
}
