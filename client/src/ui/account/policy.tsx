import { accountApi } from '../../http/accounts.ts'
import { operatorApi } from '../../http/operators.ts'
import { useText } from '../../i18n/text.ts'
import { useFresh } from '../security/use-fresh.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

/** Who must have a second factor. The setting can only add people: operators always need one. */
export function SignInPolicy() {
  const t = useText('account')
  const { value, failure, reload } = useLoaded(operatorApi.policy)
  const factors = useLoaded(accountApi.factors)
  const { fresh, dialog } = useFresh(factors.value?.factors.map(({ kind }) => kind) ?? [])
  const change = useAction(
    (hostsNeedFactor: boolean) => fresh(() => operatorApi.setPolicy({ hostsNeedFactor })),
    () => void reload(),
  )
  return (
    <section className="card stack" aria-labelledby="sign-in-policy">
      <h2 id="sign-in-policy">{t.policy.title}</h2>
      <FailureAlert failure={failure ?? change.failure} />
      {value && (
        <Checkbox
          label={t.policy.hosts}
          what={t.policy.hostsWhat}
          checked={value.hostsNeedFactor}
          disabled={change.pending}
          onChange={(on) => void change.start(on)}
        />
      )}
      {dialog}
    </section>
  )
}
