/**
 * Contents of a personal link after the `#`. The name is only for display; the server has its own.
 */
export type Invite = { token: string; name: string | null }

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Null without an invite; 'broken' if part of the link is missing. */
export function parseInvite(hash: string): Invite | 'broken' | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const token = fields.get('i')
  if (token === null) return null
  return TOKEN.test(token) ? { token, name: nameIn(fields.get('n')) } : 'broken'
}

function nameIn(text: string | null): string | null {
  if (text === null) return null
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const name = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
    )
    return name === '' || name.length > 240 || /\p{C}/u.test(name) ? null : name
  } catch {
    return null
  }
}
