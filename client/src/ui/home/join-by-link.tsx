import { useState } from 'react'
import type { FormEvent } from 'react'
import { useText } from '../../i18n/text.ts'
import { takeLink } from '../join/tab-link.ts'
import { meetingIdIn, meetingPath, navigate } from '../shell/router.ts'
import { Button } from '../widgets/button.tsx'
import { TextField } from '../widgets/field.tsx'
import { Icon } from '../widgets/icons.tsx'
import { urlOf } from '../url.ts'

/** `primary`: the main thing on its page. */
export function JoinByLink({ primary = false }: { primary?: boolean }) {
  const { home: t } = useText('home')
  const [link, setLink] = useState('')
  const [bad, setBad] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = meetingIdIn(link)
    setBad(id === null)
    if (id === null) return
    // By hand, because the address bar is not to show it.
    takeLink(id, urlOf(link.trim())?.hash ?? '')
    navigate(meetingPath(id))
  }
  return (
    <form className="card stack-tight" onSubmit={submit} noValidate>
      <h2 className="with-icon">
        <Icon name="link" />
        {t.join}
      </h2>
      <TextField
        label={t.link}
        hint={primary ? t.linkHint : undefined}
        value={link}
        onChange={setLink}
        error={bad ? t.badLink : null}
        autoComplete="off"
        exact
      />
      <Button type="submit" look={primary ? 'primary' : 'plain'}>
        {t.go}
      </Button>
    </form>
  )
}
