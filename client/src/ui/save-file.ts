/** Long enough for a browser that asks where to put it. */
const KEPT_MS = 60_000

/** Hands a file to the browser's downloads. */
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
 * Comma-separated values as spreadsheets read them: a mark at the start for UTF-8, every cell
 * quoted. A cell that would be taken for a formula gets an apostrophe in front: names are chosen
 * by guests, and the file is opened by an auditor.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Also after spaces, which spreadsheets skip, and the wide forms, which some take for the narrow. */
const FORMULA = /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
