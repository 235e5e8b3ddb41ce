/** How tiles fill a surface. Pure: no DOM, so that any size and number can be tested. */
export type Fit = { columns: number; rows: number; width: number; height: number }
export type Surface = { width: number; height: number; gap: number }
export type Pages = { perPage: number; pages: number; fit: Fit }

/** More faces than this on one page help nobody. */
export const MOST_TILES = 25
const WIDE = 16 / 9
/** On tall screens faces may be square, if that makes them clearly larger. */
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
  const square = fitAspect(count, surface, SQUARE)
  return area(square) > area(wide) * CLEARLY ? square : wide
}

/** One row, as high as its surface: in the strip below something large nobody stands above another. */
export function fitRow(count: number, surface: Surface, minWidth: number): Pages {
  const natural = Math.max(Math.min(minWidth, surface.width), fitTiles(1, surface).width)
  const roomFor = (width: number) =>
    Math.floor((surface.width + surface.gap) / (width + surface.gap)) || 1
  // On a phone two narrower ones say more than one that leaves half of the row empty.
  const room = Math.max(roomFor(natural), Math.min(2, roomFor(minWidth)))
  const perPage = Math.max(1, Math.min(count, room, MOST_TILES))
  const share = (surface.width - surface.gap * (perPage - 1)) / perPage
  const width = Math.max(0, Math.floor(Math.min(natural, share)))
  const fit = { columns: perPage, rows: 1, width, height: surface.height }
  return { perPage, pages: Math.max(1, Math.ceil(count / perPage)), fit }
}

/**
 * As many per page as stay readable. All pages have tiles of the same size, so that turning a page
 * moves nothing; an unmeasured surface (0 x 0) still gives one tile per page.
 */
export function pageTiles(count: number, surface: Surface, minWidth: number): Pages {
  let perPage = Math.max(1, Math.min(count, MOST_TILES))
  let fit = fitTiles(perPage, surface)
  // A low strip cannot give anyone more width than its height allows.
  const least = Math.min(minWidth, fitTiles(1, surface).width)
  while (perPage > 1 && (fit.width < least || fit.width === 0)) {
    perPage -= 1
    fit = fitTiles(perPage, surface)
  }
  return { perPage, pages: Math.max(1, Math.ceil(count / perPage)), fit }
}
