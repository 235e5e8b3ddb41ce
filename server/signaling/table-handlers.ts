import type { TABLE_REQUESTS } from '#protocol/table.ts'
import type { Handlers } from './handlers.ts'

/** [DOC] What concerns the table; who may present is asked of the room. */
export const TABLE_HANDLERS: Pick<Handlers, keyof typeof TABLE_REQUESTS> = {
  'table.show': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { document }) => run(() => room.table.show(me, document, now)),
  },
  'table.hide': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }) => run(() => room.table.hide(me, now)),
  },
  'table.remove': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { document }) => run(() => room.table.remove(me, document, now)),
  },
  'table.blank': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }) => run(() => room.table.blank(me, now)),
  },
  'table.turn': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, look) => run(() => room.table.turn(me, look)),
  },
  'table.draw': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { document, page, stroke, ...drawn }) =>
      run(() => room.table.draw(me, document, page, { id: stroke, ...drawn })),
  },
  'table.erase': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { document, page, strokes }) =>
      run(() => room.table.erase(me, document, page, strokes)),
  },
  'table.undo': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { document, page }) => run(() => room.table.undo(me, document, page)),
  },
  'table.clear': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { document, page }) => run(() => room.table.clear(me, document, page)),
  },
  'table.point': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, run }, { at }) => run(() => room.table.point(me, at)),
  },
  'table.copy': {
    phase: 'admitted',
    action: 'self',
    run: ({ room, me, now, run }, { document }) => run(() => room.table.copy(me, document, now)),
  },
  'table.download': {
    phase: 'admitted',
    action: 'table.download',
    run: ({ room, me, now, run }, { document, allowed }) =>
      run(() => room.table.setDownload(me, document, allowed, now)),
  },
  'table.keep': {
    phase: 'admitted',
    action: 'table.keep',
    run: ({ room, me, now, run }, { document, days }) =>
      run(() => room.table.keep(me, document, days, now)),
  },
  'present.grant': {
    phase: 'admitted',
    action: 'present.grant',
    run: ({ room, me, now, run }, { id }) => run(() => room.table.grant(me, id, now)),
  },
  'present.revoke': {
    phase: 'admitted',
    action: 'present.revoke',
    run: ({ room, me, now, run }, { id }) => run(() => room.table.revoke(me, id, now)),
  },
}
