import { useEffect } from 'react'
import type { ReactNode } from 'react'
import type { Guide, Section } from '../../i18n/guide.ts'
import { useLanguage, useTexts } from '../../i18n/text.ts'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { useAddress } from '../shell/router.ts'
import { Button } from '../widgets/button.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { Say } from './say.tsx'
import type { Names } from './say.tsx'
import './help.css'

type FrameProps = {
  title: string
  what: ReactNode
  /** Anchors and names of the sections. */
  contents: readonly (readonly [string, string])[]
  children: ReactNode
}

/** A guide: its name, its contents beside it, and a button that prints it. */
export function GuideFrame({ title, what, contents, children }: FrameProps) {
  const t = useTexts('guides')
  useAnchor()
  return (
    <Page wide>
      <article className="guide">
        <header className="guide-head">
          <PageTitle>{title}</PageTitle>
          <p className="soft">{what}</p>
          <div className="row guide-tools">
            <Button icon="print" onPress={() => globalThis.print()}>
              {t.print}
            </Button>
            <Link to="/help" look="quiet">
              {t.all}
            </Link>
          </div>
        </header>
        <nav className="guide-contents" aria-label={t.contents}>
          <ol>
            {contents.map(([id, name]) => (
              <li key={id}>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ol>
        </nav>
        <div className="guide-body">{children}</div>
      </article>
    </Page>
  )
}

/** What the address names is there only after the browser has looked for it. */
function useAnchor() {
  const anchor = useHash()
  useEffect(() => document.getElementById(anchor)?.scrollIntoView(), [anchor])
}

/** The part of the address after `#`, or an empty text. */
export const useHash = (): string => useAddress().split('#')[1] ?? ''

/** What a guide has besides its texts. */
type More = { id: string; title: string; content: ReactNode }
type GuideProps = { guide: Guide; names: Names; more?: More }

/** A guide made of sections with steps and points. */
export function GuidePage({ guide, names, more }: GuideProps) {
  const sections = Object.entries(guide.sections)
  const contents = sections.map(([id, { title }]) => [id, title] as const)
  return (
    <GuideFrame
      title={guide.title}
      what={<Say names={names}>{guide.what}</Say>}
      contents={more ? [...contents, [more.id, more.title]] : contents}
    >
      {sections.map(([id, section]) => (
        <GuidePart key={id} id={id} title={section.title}>
          <Sentences section={section} names={names} />
        </GuidePart>
      ))}
      {more && (
        <GuidePart id={more.id} title={more.title}>
          {more.content}
        </GuidePart>
      )}
    </GuideFrame>
  )
}

type PartProps = { id: string; title: string; children: ReactNode }

export const GuidePart = ({ id, title, children }: PartProps) => (
  <section id={id} className="card guide-part">
    <h2>{title}</h2>
    {children}
  </section>
)

type SentencesProps = { section: Section; names: Names }

export function Sentences({ section: { intro, steps, points, picture }, names }: SentencesProps) {
  const language = useLanguage()
  return (
    <>
      {intro !== undefined && (
        <p>
          <Say names={names}>{intro}</Say>
        </p>
      )}
      {steps && (
        <ol className="guide-steps">
          {steps.map((text) => (
            <li key={text}>
              <Say names={names}>{text}</Say>
            </li>
          ))}
        </ol>
      )}
      {points && (
        <ul className="bullets">
          {points.map((text) => (
            <li key={text}>
              <Point names={names}>{text}</Point>
            </li>
          ))}
        </ul>
      )}
      {picture && (
        <img
          className="guide-picture"
          src={`/pictures/${picture.name}.${language}.jpg`}
          alt={picture.alt}
          width={PICTURE.width}
          height={PICTURE.height}
          loading="lazy"
        />
      )}
    </>
  )
}

/** Size of the files, so that the page does not jump when one arrives. */
const PICTURE = { width: 1024, height: 680 }

/** What a point is about, if it says so before a colon, stands out for those who skim. */
function Point({ names, children }: { names: Names; children: string }) {
  const [, topic, rest] = /^([^:.[`]{2,40})(: .*)$/.exec(children) ?? []
  return (
    <>
      {topic !== undefined && <strong>{topic}</strong>}
      <Say names={names}>{rest ?? children}</Say>
    </>
  )
}
