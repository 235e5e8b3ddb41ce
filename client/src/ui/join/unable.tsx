import { useEffect, useState } from 'react'
import type { Parts } from '../../i18n/parts.ts'
import { useTexts } from '../../i18n/text.ts'
import { endOf } from '../../secrets/tab.ts'
import { meetingLink, meetingPath } from '../shell/router.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { isEssential } from './needs.ts'
import type { Need } from './needs.ts'
import { placeOf } from './place.ts'
import type { App, Place } from './place.ts'
import type { Why } from './why.ts'

type Props = { id: string; missing: readonly Need[] }

const NAMES: Record<Exclude<App, 'other'>, string> = {
  zalo: 'Zalo',
  messenger: 'Messenger',
  facebook: 'Facebook',
  line: 'LINE',
}
const browserOf = ({ system }: Place) => (system === 'ios' ? 'Safari' : 'Chrome')

/** Instead of the form: nobody types a password for a call that cannot begin here. */
export function Unable({ id, missing }: Props) {
  const t = useTexts('browser')
  const [place] = useState(placeOf)
  useWholeAddress(id)
  return (
    <section className="card stack">
      <PageTitle>{place.app === null ? t.title : t.inside.title}</PageTitle>
      <Alert tone="danger">
        {missing.filter(isEssential).map((need) => (
          <p key={need}>{t.missing[need]}</p>
        ))}
      </Alert>
      <Steps place={place} />
      <div className="row">
        <CopyLink id={id} primary />
      </div>
      <p className="small soft">{t.floor}</p>
    </section>
  )
}

/**
 * Above the form: microphone and camera are out of reach, the code of a call did not run, or the page
 * is open inside an app, where things fail that no trial finds. People can still try.
 */
export function Limited({ id, missing, why }: Props & { why: Why | null }) {
  const t = useTexts('browser')
  const [place] = useState(placeOf)
  return (
    <>
      {why === 'cannot_start' && (
        <Alert tone="danger">
          {t.cannotStart} {t.floor}
        </Alert>
      )}
      {missing.map((need) => (
        <Alert key={need} tone="warn">
          {t.missing[need]}
        </Alert>
      ))}
      {place.app !== null && <Inside id={id} place={place} app={place.app} />}
    </>
  )
}

function Inside({ id, place, app }: { id: string; place: Place; app: App }) {
  const { inside: t } = useTexts('browser')
  const [open, setOpen] = useState(false)
  useWholeAddress(id)
  return (
    <Alert>
      <div className="stack-tight">
        <p>{t.hint(app === 'other' ? t.other : NAMES[app])}</p>
        {open && <Steps place={place} />}
        <div className="row">
          <Button small aria-expanded={open} onPress={() => setOpen(!open)}>
            {t.how}
          </Button>
          <CopyLink id={id} />
        </div>
      </div>
    </Alert>
  )
}

function Steps({ place }: { place: Place }) {
  const t = useTexts('browser')
  return (
    <ol className="numbered" aria-label={t.todo}>
      {stepsFor(t, place).map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

function stepsFor(t: Parts['browser'], place: Place): readonly string[] {
  const { app, system } = place
  // Messenger's browser is Facebook's.
  if (app !== null)
    return [
      ...t.inside.steps[app === 'messenger' ? 'facebook' : app],
      t.inside.otherwise(browserOf(place)),
    ]
  return system === 'ios' ? t.iphone : t[system]
}

/** The whole link, also with what is not in the address bar. */
function CopyLink({ id, primary = false }: { id: string; primary?: boolean }) {
  const t = useTexts('browser')
  const link = `${meetingLink(id)}${endOf(id) ?? ''}`
  return (
    <CopyButton text={link} label={t.copy} small={!primary} look={primary ? 'primary' : 'plain'} />
  )
}

/**
 * Keeps the end of the link in the address bar while this is shown: an app hands over to the
 * browser what stands there, and without its end the link has neither keys nor invitation.
 */
function useWholeAddress(id: string): void {
  useEffect(() => {
    const end = endOf(id)
    if (end === null) return undefined
    history.replaceState(null, '', meetingPath(id) + end)
    return () => {
      if (location.pathname === meetingPath(id)) history.replaceState(null, '', location.pathname)
    }
  }, [id])
}
