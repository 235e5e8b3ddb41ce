import { TABLE_REQUESTS } from '#protocol/table.ts'
import { change, register } from '../request.ts'

/** [DOC] What concerns the table; who may present is asked of the room. */
export const TABLE = register(TABLE_REQUESTS, {
  'table.show': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.table.show(me, document, now),
  ),
  'table.hide': change('self', 'notice', ({ room, me, now }) => room.table.hide(me, now)),
  'table.remove': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.table.remove(me, document, now),
  ),
  'table.blank': change('self', 'notice', ({ room, me, now }) => room.table.blank(me, now)),
  'table.turn': change('self', 'drawing', ({ room, me }, look) => room.table.turn(me, look)),
  'table.draw': change('self', 'drawing', ({ room, me }, { document, page, stroke, ...drawn }) =>
    room.table.draw(me, document, page, { id: stroke, ...drawn }),
  ),
  'table.erase': change('self', 'drawing', ({ room, me }, { document, page, strokes }) =>
    room.table.erase(me, document, page, strokes),
  ),
  'table.undo': change('self', 'drawing', ({ room, me }, { document, page }) =>
    room.table.undo(me, document, page),
  ),
  'table.clear': change('self', 'notice', ({ room, me }, { document, page }) =>
    room.table.clear(me, document, page),
  ),
  'table.point': change('self', 'drawing', ({ room, me }, { at }) => room.table.point(me, at)),
  'table.copy': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.table.copy(me, document, now),
  ),
  'table.download': change('table.download', 'notice', ({ room, me, now }, { document, allowed }) =>
    room.table.setDownload(me, document, allowed, now),
  ),
  'table.keep': change('table.keep', 'notice', ({ room, me, now }, { document, days }) =>
    room.table.keep(me, document, days, now),
  ),
  'present.grant': change('present.grant', 'notice', ({ room, me, now }, { id }) =>
    room.table.grant(me, id, now),
  ),
  'present.revoke': change('present.revoke', 'notice', ({ room, me, now }, { id }) =>
    room.table.revoke(me, id, now),
  ),
})
