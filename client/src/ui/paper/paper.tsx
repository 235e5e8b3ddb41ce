import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useText, useTexts } from '../../i18n/text.ts'
import { emblemPath, useOffice } from '../shell/office.ts'
import { useServerNow } from '../use-server-now.ts'
import { Button } from '../widgets/button.tsx'
import { saidOf } from './dates.ts'
import './paper.css'

type Signer = { role: string; name: string | null }

type Props = {
  title: string
  /** What the document is about, below its title. */
  subject?: string
  /** Whether it has the heading of the state, as what is sent out or kept as a record. */
  national?: boolean
  /** Whether it goes to others, who need not know when it was printed. */
  outgoing?: boolean
  /** Who signs, from left to right. */
  signers: readonly Signer[]
  children: ReactNode
}

/**
 * A document that only the printer sees: as long as it is on a page, printing prints it and nothing
 * else, whether with our button or the browser's own. Black on white in every theme.
 */
export function Paper(props: Props) {
  const { title, subject, national = false, outgoing = false, signers, children } = props
  const t = useTexts('paper')
  const now = useServerNow(null)
  const said = saidOf(t, now)
  useFileName(subject === undefined ? title : `${title} - ${subject}`)
  return createPortal(
    <article className="paper">
      <div className="paper-head">
        <OfficeName />
        <div>
          {national && (
            <div className="paper-nation">
              {t.nation.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </div>
          )}
          <p className="paper-date">{said.day}</p>
        </div>
      </div>
      <h1>{title}</h1>
      {subject !== undefined && <p className="paper-subject">{subject}</p>}
      {children}
      {signers.length > 0 && <Signs signers={signers} />}
      {!outgoing && <p className="paper-made">{t.made(said.clock, said.day, location.host)}</p>}
    </article>,
    document.body,
  )
}

function OfficeName() {
  const t = useText()
  const office = useOffice()
  const emblem = office?.emblem ?? null
  return (
    <div className="paper-office">
      {emblem !== null && <img src={emblemPath(emblem)} alt="" />}
      <span>{office?.name ?? t.appName}</span>
    </div>
  )
}

function Signs({ signers }: { signers: readonly Signer[] }) {
  const t = useTexts('paper')
  return (
    <div className="paper-signs">
      {signers.map(({ role, name }) => (
        <div key={role} className="paper-sign">
          <span>{role}</span>
          <span>{t.sign}</span>
          <span />
          <span>{name}</span>
        </div>
      ))}
    </div>
  )
}

/** Browsers propose the page's title as the name of a PDF. */
function useFileName(name: string): void {
  useEffect(() => {
    let usual: string | null = null
    const before = () => {
      usual ??= document.title
      document.title = name
    }
    const after = () => {
      if (usual !== null) document.title = usual
      usual = null
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      after()
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [name])
}

/** A line to fill in by hand. */
export const DOTS = '.'.repeat(60)

/** Rows of what the document is about. */
export function About({ rows }: { rows: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="paper-about">
      {rows.map(([name, value]) => (
        <Row key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

const Row = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}:</dt>
    <dd>{value}</dd>
  </>
)

/** Prints the document on this page. */
export function PrintButton({ label, primary = false }: { label?: string; primary?: boolean }) {
  const t = useTexts('paper')
  return (
    <Button icon="print" look={primary ? 'primary' : 'plain'} onPress={() => window.print()}>
      {label ?? t.print}
    </Button>
  )
}
