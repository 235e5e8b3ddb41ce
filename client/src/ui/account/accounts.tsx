import { useState } from 'react'
import type { AccountLink, AccountView } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
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

type Asking =
  | { what: 'create' }
  | { what: 'link' | 'reset' | 'sign-out' | 'disable'; account: AccountView }
  | { what: 'shown'; link: AccountLink }

function AccountList() {
  const t = useText('account')
  const texts = useTexts('accounts')
  const { value, failure, reload } = useLoaded(api.accounts)
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const shown = (link: AccountLink) => {
    setAsking({ what: 'shown', link })
    void reload()
  }
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
      {asking?.what === 'create' && <CreateAccount onDone={shown} onClose={close} />}
      {asking?.what === 'shown' && <ShownLink link={asking.link} onClose={close} />}
      <SignInPolicy />
      {asking?.what === 'link' && (
        <Confirm
          title={texts.newLinkTitle}
          body={texts.newLinkBody(asking.account.name)}
          submit={texts.newLinkSubmit}
          run={() => api.accountLink(asking.account.id)}
          onDone={shown}
          onClose={close}
        />
      )}
      {asking?.what === 'reset' && asking.account.sso && (
        <Confirm
          title={t.sso.resetTitle}
          body={t.sso.resetBody(asking.account.name)}
          submit={t.sso.reset}
          danger
          run={async () => {
            const answer = await api.resetFactors(asking.account.id)
            await reload()
            return answer
          }}
          onClose={close}
        />
      )}
      {asking?.what === 'reset' && !asking.account.sso && (
        <Confirm
          title={t.policy.resetTitle}
          body={t.policy.resetBody(asking.account.name)}
          submit={t.policy.resetSubmit}
          danger
          run={() => api.resetAccount(asking.account.id)}
          onDone={shown}
          onClose={close}
        />
      )}
      {asking?.what === 'sign-out' && (
        <Confirm
          title={texts.signOutTitle}
          body={texts.signOutBody(asking.account.name)}
          submit={texts.signOut}
          danger
          run={() => api.signOutAccount(asking.account.id)}
          onDone={() => {
            close()
            // It may have been one's own.
            void reloadSession()
          }}
          onClose={close}
        />
      )}
      {asking?.what === 'disable' && (
        <Confirm
          title={texts.disableTitle}
          body={texts.disableBody(asking.account.name)}
          submit={texts.disable}
          danger
          run={async () => {
            const answer = await api.disableAccount(asking.account.id)
            await reload()
            return answer
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

type TableProps = {
  accounts: AccountView[]
  ask: (asking: Asking) => void
  reload: () => Promise<void>
}

function AccountTable({ accounts, ask, reload }: TableProps) {
  const t = useText('account')
  const texts = useTexts('accounts')
  return (
    <table className="table">
      <caption className="visually-hidden">{texts.list}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.name}</th>
          <th scope="col">{texts.username}</th>
          <th scope="col">{texts.role}</th>
          <th scope="col">{texts.state}</th>
          <th scope="col">{t.policy.column}</th>
          <th scope="col">{texts.actions}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} ask={ask} reload={reload} />
        ))}
      </tbody>
    </table>
  )
}

function AccountRow({
  account,
  ask,
  reload,
}: Omit<TableProps, 'accounts'> & { account: AccountView }) {
  const t = useText('account')
  const texts = useTexts('accounts')
  const enable = async () => {
    await api.enableAccount(account.id)
    await reload()
  }
  return (
    <tr>
      <th scope="row">{account.name}</th>
      <td>{account.username}</td>
      <td>{texts.roles[account.role]}</td>
      <td>
        <State account={account} />
        {account.sso && <span className="badge">{t.sso.account}</span>}
      </td>
      <td data-column={t.policy.column}>{account.factor ? t.policy.has : t.policy.hasNot}</td>
      <td>
        <div className="row">
          {!account.disabled && !account.sso && (
            <Button
              small
              aria-label={texts.newLinkNamed(account.name)}
              onPress={() => ask({ what: 'link', account })}
            >
              {texts.newLink}
            </Button>
          )}
          {account.factor && !account.disabled && (
            <Button
              small
              aria-label={(account.sso ? t.sso : t.policy).resetNamed(account.name)}
              onPress={() => ask({ what: 'reset', account })}
            >
              {account.sso ? t.sso.reset : t.policy.reset}
            </Button>
          )}
          {account.active && !account.disabled && (
            <Button
              small
              aria-label={texts.signOutNamed(account.name)}
              onPress={() => ask({ what: 'sign-out', account })}
            >
              {texts.signOut}
            </Button>
          )}
          {account.disabled ? (
            <Button
              small
              aria-label={texts.enableNamed(account.name)}
              onPress={() => void enable()}
            >
              {texts.enable}
            </Button>
          ) : (
            <Button
              small
              look="danger"
              aria-label={texts.disableNamed(account.name)}
              onPress={() => ask({ what: 'disable', account })}
            >
              {texts.disable}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

function State({ account }: { account: AccountView }) {
  const texts = useTexts('accounts')
  if (account.disabled) return <span className="badge badge-warn">{texts.disabled}</span>
  if (!account.active) return <span className="badge">{texts.inactive}</span>
  return <span className="badge badge-ok">{texts.active}</span>
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
