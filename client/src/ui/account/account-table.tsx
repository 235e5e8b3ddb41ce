import type { AccountLink, AccountView } from '#protocol/http.ts'
import { operatorApi } from '../../http/operators.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'

/** The dialog that is open for an account action, or the result it shows. */
export type Asking =
  | { what: 'create' }
  | { what: 'link' | 'reset' | 'sign-out' | 'disable'; account: AccountView }
  | { what: 'shown'; link: AccountLink }

type TableProps = {
  accounts: AccountView[]
  ask: (asking: Asking) => void
  reload: () => Promise<void>
}

export function AccountTable({ accounts, ask, reload }: TableProps) {
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

type RowProps = Omit<TableProps, 'accounts'> & { account: AccountView }

function AccountRow({ account, ask, reload }: RowProps) {
  const t = useText('account')
  const { roles } = useTexts('accounts')
  return (
    <tr>
      <th scope="row">{account.name}</th>
      <td>{account.username}</td>
      <td>{roles[account.role]}</td>
      <td>
        <State account={account} />
        {account.sso && <span className="badge">{t.sso.account}</span>}
      </td>
      <td data-column={t.policy.column}>{account.factor ? t.policy.has : t.policy.hasNot}</td>
      <td>
        <Actions account={account} ask={ask} reload={reload} />
      </td>
    </tr>
  )
}

function Actions({ account, ask, reload }: RowProps) {
  const texts = useTexts('accounts')
  const enable = async () => {
    await operatorApi.enableAccount(account.id)
    await reload()
  }
  return (
    <div className="row">
      {!account.disabled && <AccessActions account={account} ask={ask} />}
      {account.disabled ? (
        <Button small aria-label={texts.enableNamed(account.name)} onPress={() => void enable()}>
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
  )
}

/** Sign-in link, second factors and active sessions. */
function AccessActions({ account, ask }: Omit<RowProps, 'reload'>) {
  const t = useText('account')
  const texts = useTexts('accounts')
  const { reset, resetNamed } = account.sso ? t.sso : t.policy
  return (
    <>
      {!account.sso && (
        <Button
          small
          aria-label={texts.newLinkNamed(account.name)}
          onPress={() => ask({ what: 'link', account })}
        >
          {texts.newLink}
        </Button>
      )}
      {account.factor && (
        <Button
          small
          aria-label={resetNamed(account.name)}
          onPress={() => ask({ what: 'reset', account })}
        >
          {reset}
        </Button>
      )}
      {account.active && (
        <Button
          small
          aria-label={texts.signOutNamed(account.name)}
          onPress={() => ask({ what: 'sign-out', account })}
        >
          {texts.signOut}
        </Button>
      )}
    </>
  )
}

function State({ account }: { account: AccountView }) {
  const texts = useTexts('accounts')
  if (account.disabled) return <span className="badge badge-warn">{texts.disabled}</span>
  if (!account.active) return <span className="badge">{texts.inactive}</span>
  return <span className="badge badge-ok">{texts.active}</span>
}
