import { useId, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import type { DocumentView } from '#protocol/presentation.ts'
import { serverNow } from '../../clock.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Panel } from '../room/panels/panel.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Select } from '../widgets/select.tsx'
import { MEGABYTES, useUpload } from './use-upload.ts'

const DAYS = [0, 7, 30]
const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp'

/** Lists the shared documents. Moderators and presenters can add more. */
export function DocumentsPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts('documents')
  const { state, me, leader } = useRoom()
  const { documents } = state.presentation
  return (
    <Panel title={t.title} onClose={onClose}>
      {(leader || me.presents) && <Add />}
      {documents.length === 0 ? (
        <p className="soft">
          {t.empty} {t.whatLooks}
        </p>
      ) : (
        <ul className="list" aria-label={t.title}>
          {documents.map((document) => (
            <Row key={document.id} document={document} />
          ))}
        </ul>
      )}
      <p className="soft">
        {t.gone} {t.readable}
      </p>
    </Panel>
  )
}

function Add() {
  const t = useTexts('documents')
  const { ask } = useRoom()
  const { uploading, problems, add, cancel } = useUpload()
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const take = (files: FileList | null) => {
    add([...(files ?? [])])
    // Without the reset, choosing the same file again would not fire a change event.
    if (input.current) input.current.value = ''
  }
  const { over, dropTarget } = useDropTarget(take)
  return (
    // Drag and drop is optional: the button below does the same for everyone.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="document-add stack-tight"
      data-over={over || undefined}
      aria-label={t.add}
      {...dropTarget}
    >
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        hidden
        aria-label={t.choose}
        onChange={(event) => take(event.target.files)}
      />
      {uploading === null ? (
        <Button look="primary" aria-describedby={hint} onPress={() => input.current?.click()}>
          {t.choose}
        </Button>
      ) : (
        <Progress {...uploading} onCancel={cancel} />
      )}
      <p id={hint} className="soft">
        {t.drop} {t.limits(MEGABYTES, LIMITS.documentPages)}
      </p>
      {problems.length > 0 && (
        <div className="alert alert-danger stack-tight" role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      <Button onPress={() => void ask('document.blank', {})}>{t.blank}</Button>
    </section>
  )
}

function useDropTarget(take: (files: FileList) => void) {
  const [over, setOver] = useState(false)
  const onDrag = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover')
  }
  const onDrop = (event: DragEvent) => {
    onDrag(event)
    take(event.dataTransfer.files)
  }
  return { over, dropTarget: { onDragOver: onDrag, onDragLeave: onDrag, onDrop } }
}

type ProgressProps = { name: string; percent: number; onCancel: () => void }

function Progress({ name, percent, onCancel }: ProgressProps) {
  const t = useTexts('documents')
  const sending = t.sending(name, percent)
  return (
    <div className="stack-tight">
      <progress className="document-progress" aria-label={sending} max={100} value={percent} />
      <output>{sending}</output>
      <Button small onPress={onCancel}>
        {t.cancel}
      </Button>
    </div>
  )
}

function Row({ document }: { document: DocumentView }) {
  const t = useTexts('documents')
  const { date } = useTime()
  const { shown } = useRoom().state.presentation
  const { id, kind, keptUntil } = document
  const here = shown?.document === id
  const name = kind === 'blank' ? t.whiteboard : document.name
  return (
    <li className="list-row document-row" aria-label={name}>
      <p className="document-name">{name}</p>
      <p className="soft">
        {kind !== 'blank' && `${t.kinds[kind]}, `}
        {t.from(document.by)}
        {here && ` · ${t.shownNow}`}
        {keptUntil !== null && ` · ${t.keptUntil(date(keptUntil))}`}
      </p>
      <Actions document={document} name={name} here={here} />
      {kind !== 'blank' && <Terms document={document} />}
    </li>
  )
}

type ActionsProps = { document: DocumentView; name: string; here: boolean }

function Actions({ document: { id }, name, here }: ActionsProps) {
  const t = useTexts('documents')
  const { call, state, me, leader, ask } = useRoom()
  const [removing, setRemoving] = useState(false)
  const mayShow = leader || me.presents
  const mayRemove = leader || (here && state.presentation.shown?.presenter === me.id)
  return (
    <div className="document-acts">
      {mayShow && !here && (
        <Button
          small
          aria-label={t.showNamed(name)}
          onPress={() => void ask('document.show', { document: id })}
        >
          {t.show}
        </Button>
      )}
      {mayShow && here && (
        <Button small onPress={() => void ask('document.hide', {})}>
          {t.hide}
        </Button>
      )}
      {mayRemove && (
        <Button
          small
          look="quiet"
          aria-label={t.removeNamed(name)}
          onPress={() => setRemoving(true)}
        >
          {t.remove}
        </Button>
      )}
      {removing && (
        <Confirm
          title={t.removeTitle(name)}
          body={t.removeBody}
          submit={t.remove}
          danger
          run={() => call.request('document.remove', { document: id })}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  )
}

/** Whether the document may be copied, and how long it is kept. */
function Terms({ document: { id, download, keptUntil } }: { document: DocumentView }) {
  const t = useTexts('documents')
  const { me, leader, ask } = useRoom()
  return (
    <>
      {leader && (
        <Checkbox
          label={t.allowCopy}
          checked={download}
          onChange={(allowed) => void ask('document.download', { document: id, allowed })}
        />
      )}
      {me.role === 'host' && (
        <Select
          label={t.keep}
          value={keptUntil === null ? '0' : String(nearest(keptUntil))}
          options={DAYS.map((days) => ({ value: String(days), label: t.keepDays(days) }))}
          onChange={(days) => void ask('document.keep', { document: id, days: Number(days) })}
        />
      )}
    </>
  )
}

/** The retention choice behind an expiry time: the shortest one that still covers it. */
function nearest(until: number): number {
  const days = (until - serverNow()) / (24 * 60 * 60_000)
  return DAYS.find((one) => one > 0 && days <= one) ?? 30
}
