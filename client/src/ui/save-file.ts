/** Long enough for a browser that asks where to save the file. */
const KEPT_MS = 60_000

/** Saves a file through the browser's downloads. */
export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}

export const saveCsv = (name: string, rows: readonly (readonly string[])[]): void =>
  saveFile(`${name}.csv`, new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' }))

/**
 * Comma-separated values for spreadsheets: starts with a UTF-8 byte order mark and quotes every
 * cell. Cells that look like a formula get a leading apostrophe, because guests choose their own
 * names and auditors open the file.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/**
 * Also matches after spaces, which spreadsheets skip, and fullwidth forms, which some treat as
 * ASCII.
 */
const FORMULA = /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
