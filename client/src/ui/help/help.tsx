import type { Parts } from '../../i18n/parts.ts'
import { useTexts } from '../../i18n/text.ts'
import { Illustration } from '../shell/illustration.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { Icon } from '../widgets/icons.tsx'
import type { IconName } from '../widgets/icons.tsx'
import { PageTitle } from '../widgets/title.tsx'
import './help.css'

const GUIDES: [keyof Parts['guides']['cards'], IconName][] = [
  ['officials', 'people'],
  ['hosts', 'podium'],
  ['desk', 'question'],
  ['operators', 'shield'],
]

/** The guides, for everyone: nobody needs to sign in to read how to sign in. */
export function Help() {
  const t = useTexts('guides')
  return (
    <Page wide>
      <div className="help-head">
        <div className="stack-tight">
          <PageTitle>{t.title}</PageTitle>
          <p className="soft">{t.intro}</p>
        </div>
        <Illustration name="meeting" />
      </div>
      <ul className="help-cards">
        {GUIDES.map(([guide, icon]) => (
          <li key={guide} className="card help-card">
            <span className="help-icon">
              <Icon name={icon} />
            </span>
            <h2>
              <Link to={`/help/${guide}`}>{t.cards[guide].title}</Link>
            </h2>
            <p>{t.cards[guide].what}</p>
            <p className="small soft">{t.cards[guide].length}</p>
          </li>
        ))}
      </ul>
    </Page>
  )
}
