import { z } from 'zod'

/** Name of the manifest beside the client's files; it lists all of them but itself. */
export const CLIENT_MANIFEST = 'client-manifest.json'

/** SHA-256 of a file, written as in HTML's `integrity`. */
export const FileHash = z.string().regex(/^sha256-[A-Za-z0-9+/]{43}=$/)
export type FileHash = z.infer<typeof FileHash>

/** What one build of the client consists of. */
export const ClientManifest = z.strictObject({
  /** Of the product, from package.json. */
  version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
  /** Number of the signaling contract that the pages speak. */
  contract: z.number().int().positive(),
  /** Every served file by its path, such as `/assets/first-6AwmwABE.js`; in order. */
  files: z.record(z.string().regex(/^\/[\w./-]+$/), FileHash),
})
export type ClientManifest = z.infer<typeof ClientManifest>
