/**
 * How tiles fill a surface, in CSS pixels. Pure: no DOM, so that tests can cover any size and
 * number.
 */
export type Fit = { columns: number; rows: number; width: number; height: number }
export type Surface = { width: number; height: number; gap: number }
export type Pages = { perPage: number; pages: number; fit: Fit }

/** More faces than this on one page are of no use. */
export const MOST_TILES = 25
const WIDE = 16 / 9
/** Cuts a quarter off a wide picture, at most; taken if it makes tiles clearly larger. */
const NARROWER = 4 / 3
/** On surfaces higher than wide, which are phones, tiles may be square. */
const SQUARE = 1
const CLEARLY = 1.2

function fitColumns(count: number, columns: number, surface: Surface, aspect: number): Fit {
  const rows = Math.ceil(count / columns)
  const roomX = (surface.width - surface.gap * (columns - 1)) / columns
  const roomY = (surface.height - surface.gap * (rows - 1)) / rows
  const width = Math.max(0, Math.min(roomX, roomY * aspect))
  return { columns, rows, width: Math.floor(width), height: Math.floor(width / aspect) }
}

function fitAspect(count: number, surface: Surface, aspect: number): Fit {
  let best = fitColumns(count, 1, surface, aspect)
  for (let columns = 2; columns <= count; columns += 1) {
    const next = fitColumns(count, columns, surface, aspect)
    if (next.width > best.width) best = next
  }
  return best
}

const area = (fit: Fit) => fit.width * fit.height

/** The largest equal tiles for `count` people. */
export function fitTiles(count: number, surface: Surface): Fit {
  const wide = fitAspect(count, surface, WIDE)
  const upright = surface.height > surface.width
  const other = fitAspect(count, surface, upright ? SQUARE : NARROWER)
  return area(other) > area(wide) * CLEARLY ? other : wide
}

/**
 * A single row with the height of its surface: the strip below an enlarged item has no second row.
 */
export function fitRow(count: number, surface: Surface, minWidth: number): Pages {
  const natural = Math.max(Math.min(minWidth, surface.width), fitTiles(1, surface).width)
  const roomFor = (width: number) =>
    Math.floor((surface.width + surface.gap) / (width + surface.gap)) || 1
  // On a phone, two narrower tiles are better than one that leaves half of the row empty.
  const room = Math.max(roomFor(natural), Math.min(2, roomFor(minWidth)))
  const perPage = Math.max(1, Math.min(count, room, MOST_TILES))
  const share = (surface.width - surface.gap * (perPage - 1)) / perPage
  const width = Math.max(0, Math.floor(Math.min(natural, share)))
  const fit = { columns: perPage, rows: 1, width, height: surface.height }
  return { perPage, pages: Math.max(1, Math.ceil(count / perPage)), fit }
}

/**
 * As many tiles per page as stay readable. All pages have the same tile size, so that paging moves
 * nothing. An unmeasured surface (0 x 0) still gives one tile per page.
 */
export function pageTiles(count: number, surface: Surface, minWidth: number): Pages {
  let perPage = Math.max(1, Math.min(count, MOST_TILES))
  let fit = fitTiles(perPage, surface)
  // In a low strip, the height limits how wide a tile can be.
  const least = Math.min(minWidth, fitTiles(1, surface).width)
  while (perPage > 1 && (fit.width < least || fit.width === 0)) {
    perPage -= 1
    fit = fitTiles(perPage, surface)
  }
  return { perPage, pages: Math.max(1, Math.ceil(count / perPage)), fit }
}
