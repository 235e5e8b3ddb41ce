import { useCallback, useState } from 'react'
import type { AuditGroup, AuditView } from '#protocol/audit.ts'
import { evidencePath } from '../../http/api.ts'
import { operatorApi } from '../../http/operators.ts'
import type { AuditQuery } from '../../http/operators.ts'
import { useText, useTexts, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { saveCsv } from '../save-file.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button, linkClasses } from '../widgets/button.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { queryOf } from './filter.ts'
import { FilterFields, useFilter, useSettled } from './filter-fields.tsx'
import { useLog } from './use-log.ts'
import type { FetchPage } from './use-log.ts'
import { useLogTexts, wordsOf } from './words.ts'
import type { LogTexts } from './words.ts'
import './audit.css'

const OF_MEETINGS = [
  'meeting',
  'schedule',
  'host',
  'cohost',
  'lobby',
  'invite',
  'participant',
  'block',
  'floor',
  'share',
  'present',
  'document',
  'vote',
  'recording',
  'incident',
] as const satisfies AuditGroup[]
const OF_SERVER = [
  'session',
  'account',
  'factor',
  'policy',
  'office',
  'setup',
  'data',
] as const satisfies AuditGroup[]

/** The whole log, for operators. */
export function Audit() {
  const t = useText()
  const log = useTexts('audit')
  return (
    <Page wide current="audit">
      <SignedIn>
        {(me) =>
          me.role === 'operator' ? (
            <Log
              title={log.title}
              intro={log.intro}
              groups={[...OF_MEETINGS, ...OF_SERVER]}
              fetch={operatorApi.audit}
              file="anhop-audit"
              meetings
            />
          ) : (
            <Alert tone="danger">{t.errors.forbidden}</Alert>
          )
        }
      </SignedIn>
    </Page>
  )
}

/** The log of one meeting, for its host. */
export function MeetingAudit({ id }: { id: string }) {
  const log = useTexts('audit')
  const fetch = useCallback((query: AuditQuery) => operatorApi.meetingAudit(id, query), [id])
  return (
    <Page wide current="meetings">
      <SignedIn>
        {() => (
          <Log
            title={log.meetingTitle}
            intro={log.meetingIntro}
            groups={OF_MEETINGS}
            fetch={fetch}
            file={`anhop-audit-${id}`}
            evidence={evidencePath(id)}
          />
        )}
      </SignedIn>
    </Page>
  )
}

type LogProps = {
  title: string
  intro: string
  groups: readonly AuditGroup[]
  fetch: (query: AuditQuery) => ReturnType<FetchPage>
  file: string
  /** Whether each entry names its meeting. */
  meetings?: boolean
  /** Address of the signed evidence bundle. */
  evidence?: string
}

function Log({ title, intro, groups, fetch, file, meetings = false, evidence }: LogProps) {
  const log = useTexts('audit')
  const [filter, setFilter] = useFilter(groups)
  const query = queryOf(filter, log.actions)
  // By value, so that only another question asks the server again.
  const asked = useSettled(JSON.stringify(query))
  const fetchPage = useCallback(
    (before?: number) =>
      fetch({ ...(JSON.parse(asked) as AuditQuery), ...(before === undefined ? {} : { before }) }),
    [fetch, asked],
  )
  return (
    <div className="stack">
      <PageTitle>{title}</PageTitle>
      <p className="soft">{intro}</p>
      <FilterFields filter={filter} groups={groups} meetings={meetings} onChange={setFilter} />
      <Entries
        key={asked}
        fetch={fetchPage}
        file={file}
        meetings={meetings}
        filtered={asked !== '{}'}
      />
      {evidence && (
        <div className="stack-tight">
          <p className="soft">{log.evidenceWhat}</p>
          <p>
            <a className={linkClasses('plain')} href={evidence} download>
              {log.evidence}
            </a>
          </p>
        </div>
      )}
    </div>
  )
}

type EntriesProps = { fetch: FetchPage; file: string; meetings: boolean; filtered: boolean }

function Entries({ fetch, file, meetings, filtered }: EntriesProps) {
  const t = useText()
  const texts = useLogTexts()
  const { log } = texts
  const { entries, more, failure, pending, older, all } = useLog(fetch)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    setSaving(true)
    const rows = await all()
    setSaving(false)
    if (rows) saveCsv(file, [...tableOf(texts, rows)])
  }
  return (
    <div className="stack">
      <FailureAlert failure={failure} />
      {entries === null && !failure && <p className="soft">{t.common.loading}</p>}
      {entries?.length === 0 && (
        <p className="empty">{more ? log.noneYet : filtered ? log.none : log.empty}</p>
      )}
      {entries && entries.length > 0 && <Table entries={entries} meetings={meetings} />}
      {entries && (entries.length > 0 || more) && (
        <div className="row">
          {entries.length > 0 && (
            <output className="small soft">{log.shown(entries.length)}</output>
          )}
          {more && (
            <Button isDisabled={pending} onPress={() => void older()}>
              {log.older}
            </Button>
          )}
          <Button isDisabled={saving} onPress={() => void save()}>
            {log.save}
          </Button>
        </div>
      )}
    </div>
  )
}

function* tableOf(texts: LogTexts, entries: AuditView[]) {
  const { columns } = texts.log
  yield [
    columns.number,
    columns.time,
    columns.who,
    columns.what,
    columns.code,
    columns.whom,
    columns.meeting,
    columns.details,
  ]
  for (const entry of entries) {
    const { who, what, whom, details } = wordsOf(texts, entry)
    const at = new Date(entry.at).toISOString()
    yield [
      String(entry.seq),
      at,
      who,
      what,
      entry.action,
      whom,
      entry.meeting?.title ?? '',
      details,
    ]
  }
}

function Table({ entries, meetings }: { entries: AuditView[]; meetings: boolean }) {
  const { columns, caption } = useTexts('audit')
  return (
    <table className="table audit">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.time}</th>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.whom}</th>
          {meetings && <th scope="col">{columns.meeting}</th>}
          <th scope="col">{columns.details}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.seq} entry={entry} meetings={meetings} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ entry, meetings }: { entry: AuditView; meetings: boolean }) {
  const texts = useLogTexts()
  const { exact } = useTime()
  const { columns } = texts.log
  const { who, what, whom, details } = wordsOf(texts, entry)
  return (
    <tr>
      <td className="audit-time">
        <time dateTime={new Date(entry.at).toISOString()}>{exact(entry.at)}</time>
      </td>
      <td className="audit-name" data-column={columns.who}>
        {who}
      </td>
      <th scope="row">{what}</th>
      <td className="audit-name" data-column={columns.whom}>
        {whom}
      </td>
      {meetings && <td data-column={columns.meeting}>{entry.meeting?.title}</td>}
      <td data-column={columns.details}>{details}</td>
    </tr>
  )
}
