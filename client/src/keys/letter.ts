import { type Bytes, equal, fromBase64Url, list, partsOf } from '../mls/bytes.ts'
import { textOf, toBase64Url, utf8 } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'

/**
 * What a member writes to others, as an application message of the group (RFC 9420, section 6.3):
 * signed, and readable by members only. One that is for some of them is encrypted once more, with a
 * key of its own, which is sealed to each of them.
 *
 * As bytes, each part with two bytes of length before it: label, kind, `about`, and the text
 * (UTF-8). For some members, the text is AES-256-GCM's output, and after it comes, for each of them,
 * the seat and the key as sealed to it.
 */
export type Letter = {
  kind: 'chat' | 'reaction' | 'question' | 'shown'
  /**
   * Of a message, to whom it is: `all`, `announcement`, `hosts` or a seat; of a question, the seat
   * of who asked. A server that says otherwise is not believed.
   */
  about: string
  text: string
}

/** `readers`: seats, or null for all members. */
export type Opened = { letter: Letter; from: string; epoch: number; readers: string[] | null }

const LABEL = utf8('anhop 1 letter')
const KINDS: readonly Letter['kind'][] = ['chat', 'reaction', 'question', 'shown']
/** Each key is used once. */
const IV = new Uint8Array(12)

/** @param readers seats; those without a leaf are left out. Null: all members */
export async function sealLetter(
  group: Group,
  { kind, about, text }: Letter,
  readers: readonly string[] | null,
): Promise<string> {
  const head = [LABEL, utf8(kind), utf8(about)]
  if (!readers) return toBase64Url(await group.seal(list(...head, utf8(text))))
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])
  const body = await crypto.subtle.encrypt(parametersOf(head), key, utf8(text))
  const seats = new Set(group.seats.map(({ seat }) => seat))
  const keys: Bytes[] = []
  for (const seat of new Set(readers))
    if (seats.has(seat)) keys.push(utf8(seat), await group.sealTo(seat, bytes))
  return toBase64Url(await group.seal(list(...head, new Uint8Array(body), ...keys)))
}

/**
 * Null if it can be read as nothing of the kind, or is for others.
 * @param own seat
 * @throws MlsFailure as `Group.open` does
 */
export async function openLetter(
  group: Group,
  sealed: string,
  own: string,
): Promise<Opened | null> {
  const bytes = fromBase64Url(sealed)
  if (!bytes) return null
  const { seat: from, epoch, data } = await group.open(bytes)
  const [label, kindBytes, aboutBytes, body, ...keys] = partsOf(data) ?? []
  if (!label || !equal(label, LABEL) || !kindBytes || !aboutBytes || !body) return null
  const [kind, about] = [KINDS.find((one) => one === textOf(kindBytes)), textOf(aboutBytes)]
  if (!kind || about === null) return null
  const readers = keys.length === 0 ? null : seatsIn(keys)
  const clear = readers
    ? await decrypted(
        group,
        [label, kindBytes, aboutBytes],
        body,
        keys[readers.indexOf(own) * 2 + 1],
      )
    : body
  const text = clear && textOf(clear)
  return text === null ? null : { letter: { kind, about, text }, from, epoch, readers }
}

const seatsIn = (keys: readonly Bytes[]): string[] =>
  keys.flatMap((part, n) => (n % 2 === 0 ? [textOf(part) ?? ''] : []))

async function decrypted(
  group: Group,
  head: readonly Bytes[],
  body: Bytes,
  sealed: Bytes | undefined,
): Promise<Bytes | null> {
  if (!sealed) return null
  try {
    const bytes = await group.openSealed(sealed)
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt'])
    return new Uint8Array(await crypto.subtle.decrypt(parametersOf(head), key, body))
  } catch {
    return null
  }
}

const parametersOf = (head: readonly Bytes[]): AesGcmParams => ({
  name: 'AES-GCM',
  iv: IV,
  additionalData: list(...head),
})
