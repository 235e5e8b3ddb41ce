import { useState } from 'react'
import type { AccountLink, AccountView } from '#protocol/http.ts'
import { operatorApi } from '../../http/operators.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { reloadSession } from '../shell/session.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Confirm, Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { AccountTable } from './account-table.tsx'
import type { Asking } from './account-table.tsx'
import { CreateAccount } from './create-account.tsx'
import { SignInPolicy } from './policy.tsx'
import { SignedIn } from './signed-in.tsx'

export function Accounts() {
  return (
    <Page wide current="accounts">
      <SignedIn>{() => <AccountList />}</SignedIn>
    </Page>
  )
}

function AccountList() {
  const texts = useTexts('accounts')
  const { value, failure, reload } = useLoaded(operatorApi.accounts)
  const [asking, setAsking] = useState<Asking | null>(null)
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{texts.title}</PageTitle>
        <Button look="primary" icon="plus" onPress={() => setAsking({ what: 'create' })}>
          {texts.create}
        </Button>
      </div>
      <FailureAlert failure={failure} />
      {value && <AccountTable accounts={value} ask={setAsking} reload={reload} />}
      <SignInPolicy />
      {asking && <Asked asking={asking} ask={setAsking} reload={reload} />}
    </div>
  )
}

type AskedProps = {
  asking: Asking
  ask: (next: Asking | null) => void
  reload: () => Promise<void>
}

function Asked({ asking, ask, reload }: AskedProps) {
  const close = () => ask(null)
  const shown = (link: AccountLink) => {
    ask({ what: 'shown', link })
    void reload()
  }
  switch (asking.what) {
    case 'create':
      return <CreateAccount onDone={shown} onClose={close} />
    case 'shown':
      return <ShownLink link={asking.link} onClose={close} />
    case 'link':
      return <NewLink account={asking.account} onDone={shown} onClose={close} />
    case 'reset':
      return asking.account.sso ? (
        <ResetFactors account={asking.account} reload={reload} onClose={close} />
      ) : (
        <Reset account={asking.account} onDone={shown} onClose={close} />
      )
    case 'sign-out':
      return <SignOut account={asking.account} onClose={close} />
    case 'disable':
      return <Disable account={asking.account} reload={reload} onClose={close} />
  }
}

type ConfirmProps = { account: AccountView; onClose: () => void }
type LinkProps = ConfirmProps & { onDone: (link: AccountLink) => void }
type ReloadProps = ConfirmProps & { reload: () => Promise<void> }

function NewLink({ account, onDone, onClose }: LinkProps) {
  const texts = useTexts('accounts')
  return (
    <Confirm
      title={texts.newLinkTitle}
      body={texts.newLinkBody(account.name)}
      submit={texts.newLinkSubmit}
      run={() => operatorApi.accountLink(account.id)}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

/** Issues a reset link, which also replaces the password. */
function Reset({ account, onDone, onClose }: LinkProps) {
  const { policy: t } = useText('account')
  return (
    <Confirm
      title={t.resetTitle}
      body={t.resetBody(account.name)}
      submit={t.resetSubmit}
      danger
      run={() => operatorApi.resetAccount(account.id)}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

/** Accounts that sign in through SSO have no password here, so only their factors are reset. */
function ResetFactors({ account, reload, onClose }: ReloadProps) {
  const { sso: t } = useText('account')
  return (
    <Confirm
      title={t.resetTitle}
      body={t.resetBody(account.name)}
      submit={t.reset}
      danger
      run={async () => {
        const answer = await operatorApi.resetFactors(account.id)
        await reload()
        return answer
      }}
      onClose={onClose}
    />
  )
}

function SignOut({ account, onClose }: ConfirmProps) {
  const texts = useTexts('accounts')
  return (
    <Confirm
      title={texts.signOutTitle}
      body={texts.signOutBody(account.name)}
      submit={texts.signOut}
      danger
      run={() => operatorApi.signOutAccount(account.id)}
      onDone={() => {
        onClose()
        // The account that was signed out may be the operator's own.
        void reloadSession()
      }}
      onClose={onClose}
    />
  )
}

function Disable({ account, reload, onClose }: ReloadProps) {
  const texts = useTexts('accounts')
  return (
    <Confirm
      title={texts.disableTitle}
      body={texts.disableBody(account.name)}
      submit={texts.disable}
      danger
      run={async () => {
        const answer = await operatorApi.disableAccount(account.id)
        await reload()
        return answer
      }}
      onClose={onClose}
    />
  )
}

function ShownLink({ link, onClose }: { link: AccountLink; onClose: () => void }) {
  const t = useText()
  const texts = useTexts('accounts')
  const whole = new URL(link.link, location.origin).href
  return (
    <Dialog title={texts.linkTitle(link.account.name)} onClose={onClose} alert>
      <p>{texts.linkBody}</p>
      <TextField label={texts.link} value={whole} isReadOnly />
      <div className="dialog-actions">
        <CopyButton text={whole} label={texts.copyLink} />
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}
