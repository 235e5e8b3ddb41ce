import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { DocumentView, Look } from '#protocol/table.ts'
import { pageKey } from '../../call/table.ts'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { useSize } from '../room/stage/use-size.ts'
import { useView } from '../room/stage/view.ts'
import { Watermark } from '../room/stage/watermark.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from './copy-button.tsx'
import { FIT, boxOf, zoomed } from './place.ts'
import { Presenting } from './presenting.ts'
import { Sheet } from './sheet.tsx'
import { InkTools, PageTools } from './tools.tsx'
import type { ToolName } from './tools.tsx'
import { useHands } from './use-hands.ts'
import { useOpened } from './use-opened.ts'
import type { Opening } from './use-opened.ts'
import { usePage } from './use-page.ts'

/** Until a page is there, a frame of its usual shape. */
const SOME = { width: 1, height: 1 }

/** What is shown on the table, if anything is. `tools`: large enough to be worked with. */
export function DocumentStage({ tools = false }: { tools?: boolean }) {
  const { state } = useRoom()
  const { documents, shown } = state.table
  const document = documents.find(({ id }) => id === shown?.document)
  return document ? <Shown key={document.id} document={document} tools={tools} /> : null
}

function Shown({ document, tools }: { document: DocumentView; tools: boolean }) {
  const t = useTexts('documents')
  const { call, state, me, ask } = useRoom()
  const { view } = useView()
  const feed = useSyncExternalStore(call.table.subscribe, call.table.get)
  const [own, setOwn] = useState<Look | null>(null)
  const [again, setAgain] = useState(0)
  const [tool, setTool] = useState<ToolName>('move')
  const [colour, setColour] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const opening = useOpened(state.meeting.id, document, again)
  const opened = opening.state === 'open' ? opening.opened : null

  const presents = state.table.shown?.presenter === me.id
  const presenting = useMemo(() => new Presenting(call.table, ask), [call, ask])
  const told =
    feed.look?.document === document.id ? feed.look : { ...FIT, document: document.id, page: 1 }
  const pages = opened === null ? document.pages : Math.min(opened.pages, document.pages)
  const wanted = presents || own === null ? told : own
  const look = { ...wanted, page: Math.min(wanted.page, pages) }
  const here = { document: document.id, page: look.page }
  const onLook = (next: Look) => (presents ? presenting.turn(next) : setOwn(next))
  useLaserOff(presenting, presents && tool === 'laser')

  const { shape, failed } = usePage(
    opened,
    look.page,
    size.width * devicePixelRatio * Math.min(3, look.scale / 100),
    again,
  )
  const box = boxOf(size, shape?.size ?? SOME, look)
  const strokes = feed.ink.get(pageKey(document.id, look.page)) ?? []
  const { hands, cursor } = useHands({
    look,
    pages,
    frame: size,
    page: shape?.size ?? SOME,
    tool,
    colour,
    strokes,
    presenting: presents ? presenting : null,
    onLook,
  })
  const name = document.kind === 'blank' ? t.whiteboard : document.name
  const ahead = !presents && own !== null
  const zoom = (how: 'in' | 'out' | 'fit') =>
    onLook({ ...look, ...(how === 'fit' ? FIT : zoomed(look, how === 'in')) })
  const worked = tools && !view.hall
  return (
    <figure className="shared table-stage" aria-label={t.stage(name)}>
      <Sheet
        frame={frame}
        label={`${name}, ${t.page(look.page, pages)}`}
        hint={t.keys}
        page={shape}
        box={box}
        strokes={strokes}
        laser={!ahead && look.page === told.page ? feed.laser : null}
        cursor={cursor}
        tool={presents ? tool : 'move'}
        hands={hands}
      />
      {shape && (
        <section className="visually-hidden table-text" aria-label={t.pageText(shape.page)}>
          {(shape.text || t.pageWithoutText).split('\n').map((line, n) => (
            // Lines of one page: they never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <p key={n}>{line}</p>
          ))}
        </section>
      )}
      <Watermark />
      <Waiting
        opening={opening}
        drawn={shape !== null}
        failed={failed ? look.page : null}
        onAgain={() => setAgain(again + 1)}
      />
      <figcaption className="shared-label">
        {name} · <Presenter />
      </figcaption>
      {worked && (
        <div className="table-tools">
          <PageTools
            page={look.page}
            pages={pages}
            onPage={(page) => onLook({ ...look, ...FIT, page })}
            onZoom={zoom}
          />
          {presents && (
            <InkTools
              tool={tool}
              colour={colour}
              onTool={setTool}
              onColour={setColour}
              onUndo={() => presenting.undo(here)}
              onClear={() => presenting.clear(here)}
            />
          )}
          {ahead && (
            <Button small look="primary" onPress={() => setOwn(null)}>
              {t.follow}
            </Button>
          )}
          <TakeOver document={document} />
          {opened && document.download && <CopyButton document={document} opened={opened} />}
        </div>
      )}
      {ahead && (
        <p className="table-ahead" aria-live="polite">
          {t.ahead}
        </p>
      )}
    </figure>
  )
}

/** Off the page, off the others' screens. */
function useLaserOff(presenting: Presenting, on: boolean) {
  useEffect(() => {
    if (!on) return undefined
    return () => presenting.point(null)
  }, [presenting, on])
}

function Presenter() {
  const t = useTexts('documents')
  const { state, me } = useRoom()
  const presenter = state.participants.find(({ id }) => id === state.table.shown?.presenter)
  if (!presenter) return <>{t.nobodyPresents}</>
  return <>{presenter.id === me.id ? t.youPresent : t.presentedBy(presenter.name)}</>
}

function TakeOver({ document }: { document: DocumentView }) {
  const t = useTexts('documents')
  const { state, me, leader, ask } = useRoom()
  const presenter = state.table.shown?.presenter ?? null
  if (presenter === me.id || !(leader || (me.presents && presenter === null))) return null
  return (
    <Button small onPress={() => void ask('table.show', { document: document.id })}>
      {t.takePen}
    </Button>
  )
}

type WaitingProps = {
  opening: Opening
  drawn: boolean
  /** The page that could not be drawn. */
  failed: number | null
  onAgain: () => void
}

/** Instead of a page: how far it has come, or why there is none; to who presents as to who follows. */
function Waiting({ opening, drawn, failed, onAgain }: WaitingProps) {
  const t = useTexts('documents')
  const fault = opening.state === 'failed' ? opening.fault : null
  if (fault !== null || failed !== null)
    return (
      <div className="shared-wait" role="alert">
        <p>{fault === null ? t.faults.page(failed ?? 0) : t.faults[fault]}</p>
        {(fault === null || fault === 'lost') && (
          <Button small onPress={onAgain}>
            {t.retry}
          </Button>
        )}
      </div>
    )
  if (drawn) return null
  const percent = opening.state === 'loading' ? opening.percent : 100
  return <p className="shared-wait">{t.loading(percent)}</p>
}
