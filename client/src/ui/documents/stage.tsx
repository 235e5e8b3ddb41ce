import { useRef, useState } from 'react'
import type { DocumentView } from '#protocol/presentation.ts'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { useSize } from '../room/stage/use-size.ts'
import { useView } from '../room/stage/view.ts'
import { Watermark } from '../room/stage/watermark.tsx'
import { Button } from '../widgets/button.tsx'
import { boxOf } from './place.ts'
import { Sheet } from './sheet.tsx'
import { StageTools } from './stage-tools.tsx'
import type { Tool } from './tools.tsx'
import { useHands } from './use-hands.ts'
import { useLaserOff, useLook } from './use-look.ts'
import type { Looking } from './use-look.ts'
import { useOpened } from './use-opened.ts'
import type { Opening } from './use-opened.ts'
import { usePage } from './use-page.ts'

/** Placeholder aspect ratio until the page size is known. */
const SOME = { width: 1, height: 1 }

/** The presented document, if any. `tools`: whether there is room for the tools. */
export function DocumentStage({ tools = false }: { tools?: boolean }) {
  const { state } = useRoom()
  const { documents, shown } = state.presentation
  const document = documents.find(({ id }) => id === shown?.document)
  return document ? <Shown key={document.id} document={document} tools={tools} /> : null
}

function Shown({ document, tools }: { document: DocumentView; tools: boolean }) {
  const t = useTexts('documents')
  const { state } = useRoom()
  const { view } = useView()
  const [attempt, setAttempt] = useState(0)
  const opening = useOpened(state.meeting.id, document, attempt)
  const opened = opening.state === 'open' ? opening.opened : null
  const pages = opened === null ? document.pages : Math.min(opened.pages, document.pages)
  const looking = useLook(document, pages)
  const [tool, setTool] = useState<Tool>({ name: 'move', color: 0 })
  useLaserOff(looking.presenting, tool.name === 'laser')
  const name = document.kind === 'blank' ? t.whiteboard : document.name
  return (
    <figure className="shared document-stage" aria-label={t.stage(name)}>
      <ShownPage
        name={name}
        pages={pages}
        opening={opening}
        attempt={attempt}
        looking={looking}
        tool={tool}
        onAgain={() => setAttempt(attempt + 1)}
      />
      <figcaption className="shared-label">
        {name} · <Presenter />
        <span className="document-ahead" aria-live="polite">
          {looking.ahead && ` · ${t.ahead}`}
        </span>
      </figcaption>
      {tools && !view.hall && (
        <StageTools
          document={document}
          opened={opened}
          pages={pages}
          looking={looking}
          tool={tool}
          onTool={setTool}
        />
      )}
    </figure>
  )
}

type PageProps = {
  name: string
  pages: number
  opening: Opening
  attempt: number
  looking: Looking
  tool: Tool
  onAgain: () => void
}

/** The page on screen, with its pointer and ink, or the reason why it is missing. */
function ShownPage({ name, pages, opening, attempt, looking, tool, onAgain }: PageProps) {
  const t = useTexts('documents')
  const { look, strokes, laser, presenting } = looking
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const width = size.width * devicePixelRatio * Math.min(3, look.scale / 100)
  const opened = opening.state === 'open' ? opening.opened : null
  const { shape, failed } = usePage(opened, look.page, width, attempt)
  const page = shape?.size ?? SOME
  const on = { look, pages, page, frame: size, strokes }
  const { hands, cursor } = useHands({ ...on, tool, presenting, onLook: looking.change })
  return (
    <>
      <Sheet
        frame={frame}
        label={`${name}, ${t.page(look.page, pages)}`}
        hint={t.keys}
        page={shape}
        box={boxOf(size, page, look)}
        strokes={strokes}
        laser={laser}
        cursor={cursor}
        tool={presenting ? tool.name : 'move'}
        hands={hands}
      />
      {shape && <PageText page={shape.page} text={shape.text} />}
      <Watermark />
      <Waiting
        opening={opening}
        drawn={shape !== null}
        failed={failed ? look.page : null}
        onAgain={onAgain}
      />
    </>
  )
}

/** The page's text for people who cannot see the page. */
function PageText({ page, text }: { page: number; text: string }) {
  const t = useTexts('documents')
  return (
    <section className="visually-hidden document-text" aria-label={t.pageText(page)}>
      {(text || t.pageWithoutText).split('\n').map((line, n) => (
        // The lines of a page never change order, so the index is a stable key.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={n}>{line}</p>
      ))}
    </section>
  )
}

function Presenter() {
  const t = useTexts('documents')
  const { state, me } = useRoom()
  const presenter = state.participants.find(({ id }) => id === state.presentation.shown?.presenter)
  if (!presenter) return <>{t.nobodyPresents}</>
  return <>{presenter.id === me.id ? t.youPresent : t.presentedBy(presenter.name)}</>
}

type WaitingProps = {
  opening: Opening
  drawn: boolean
  /** The page that failed to render. */
  failed: number | null
  onAgain: () => void
}

/** Replaces the page with the progress or the reason for a failure, for presenter and viewers. */
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
