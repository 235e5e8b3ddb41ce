import { PRESENTATION_REQUESTS } from '#protocol/presentation.ts'
import { change, register } from '../request.ts'

/** [DOC] Documents and their presenters. The room checks who may present. */
export const PRESENTATION = register(PRESENTATION_REQUESTS, {
  'document.show': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.presentation.show(me, document, now),
  ),
  'document.hide': change('self', 'notice', ({ room, me, now }) => room.presentation.hide(me, now)),
  'document.remove': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.presentation.remove(me, document, now),
  ),
  'document.blank': change('self', 'notice', ({ room, me, now }) =>
    room.presentation.blank(me, now),
  ),
  'document.turn': change('self', 'drawing', ({ room, me }, look) =>
    room.presentation.turn(me, look),
  ),
  'document.draw': change('self', 'drawing', ({ room, me }, { document, page, stroke, ...drawn }) =>
    room.presentation.draw(me, document, page, { id: stroke, ...drawn }),
  ),
  'document.erase': change('self', 'drawing', ({ room, me }, { document, page, strokes }) =>
    room.presentation.erase(me, document, page, strokes),
  ),
  'document.undo': change('self', 'drawing', ({ room, me }, { document, page }) =>
    room.presentation.undo(me, document, page),
  ),
  'document.clear': change('self', 'notice', ({ room, me }, { document, page }) =>
    room.presentation.clear(me, document, page),
  ),
  'document.point': change('self', 'drawing', ({ room, me }, { at }) =>
    room.presentation.point(me, at),
  ),
  'document.copy': change('self', 'notice', ({ room, me, now }, { document }) =>
    room.presentation.copy(me, document, now),
  ),
  'document.download': change(
    'document.download',
    'notice',
    ({ room, me, now }, { document, allowed }) =>
      room.presentation.setDownload(me, document, allowed, now),
  ),
  'document.keep': change('document.keep', 'notice', ({ room, me, now }, { document, days }) =>
    room.presentation.keep(me, document, days, now),
  ),
  'present.grant': change('present.grant', 'notice', ({ room, me, now }, { id }) =>
    room.presentation.grant(me, id, now),
  ),
  'present.revoke': change('present.revoke', 'notice', ({ room, me, now }, { id }) =>
    room.presentation.revoke(me, id, now),
  ),
})
