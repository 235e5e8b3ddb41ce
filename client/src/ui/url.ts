/** Parses the whole text as a URL; null if it is not one. */
export function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
