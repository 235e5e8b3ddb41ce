import { useEffect, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { Page } from '../shell/page.tsx'
import { justReloaded, reloadOnce } from '../shell/unavailable.ts'
import { Button } from '../widgets/button.tsx'
import { PageTitle } from '../widgets/title.tsx'

/**
 * The server has another version than this page. Reloads it, and says so if that was just tried: a
 * proxy may keep the old page, or the upgrade may not be finished.
 */
export function Outdated() {
  const t = useText('visit')
  const [stuck] = useState(justReloaded)
  useEffect(() => {
    if (!stuck) reloadOnce()
  }, [stuck])
  if (!stuck)
    return (
      <Page>
        <output className="soft">{t.join.returning}</output>
      </Page>
    )
  return <OutOfDate />
}

/** In words, with a button. */
export function OutOfDate() {
  const t = useText('visit')
  return (
    <Page>
      <section className="card stack">
        <PageTitle>{t.outdated.title}</PageTitle>
        <p>{t.outdated.body}</p>
        <p className="soft">{t.outdated.again}</p>
        <div className="row">
          <Button look="primary" onPress={() => location.reload()}>
            {t.outdated.reload}
          </Button>
        </div>
      </section>
    </Page>
  )
}
