import { useState } from 'react'
import type { FormEvent } from 'react'
import { useText } from '../i18n/text.ts'
import { meetingIdIn, meetingPath, navigate } from './shell/router.ts'
import { useSession } from './shell/session.ts'
import { Alert } from './widgets/alert.tsx'
import { Button } from './widgets/button.tsx'
import { TextField } from './widgets/field.tsx'
import { Link } from './shell/link.tsx'
import { Page } from './shell/page.tsx'
import { PageTitle } from './widgets/title.tsx'

export function Home() {
  const t = useText('account', 'home')
  const session = useSession()
  const ready = session.status === 'ready' ? session.session : null
  const [link, setLink] = useState('')
  const [bad, setBad] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = meetingIdIn(link)
    setBad(id === null)
    if (id !== null) navigate(meetingPath(id))
  }
  return (
    <Page>
      {ready?.setupNeeded && <Alert>{t.home.setupNeeded}</Alert>}
      <form className="card stack" onSubmit={submit} noValidate>
        <PageTitle>{t.home.title}</PageTitle>
        <p>{t.home.intro}</p>
        <TextField
          label={t.home.link}
          value={link}
          onChange={setLink}
          error={bad ? t.home.badLink : null}
          autoComplete="off"
        />
        <Button type="submit" look="primary">
          {t.home.go}
        </Button>
      </form>
      <section className="card stack">
        <h2>{t.home.hostTitle}</h2>
        {ready?.me ? (
          <Link to="/meetings" look="plain">
            {t.nav.meetings}
          </Link>
        ) : (
          <>
            <p>{t.home.hostBody}</p>
            <Link to="/sign-in" look="plain">
              {t.nav.signIn}
            </Link>
          </>
        )}
      </section>
    </Page>
  )
}

export function NotFound() {
  const t = useText('home')
  return (
    <Page>
      <div className="card stack">
        <PageTitle>{t.notFound.title}</PageTitle>
        <p>{t.notFound.body}</p>
        <Link to="/" look="plain">
          {t.notFound.home}
        </Link>
      </div>
    </Page>
  )
}
