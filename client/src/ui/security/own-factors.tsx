import { useState } from 'react'
import type { FactorList, FactorView } from '../../../../server/protocol/factors.ts'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import { api } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm, Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import { RecoveryCodes } from './codes.tsx'
import { Enrol } from './enrol.tsx'
import { useFresh } from './use-fresh.tsx'

type Asking =
  | { what: 'add' | 'codes' }
  | { what: 'rename' | 'remove'; factor: FactorView }
  | { what: 'shown'; codes: string[] }

export function OwnFactors({ onDone }: { onDone: () => void }) {
  const t = useText()
  const { value, failure, reload } = useLoaded(api.factors)
  const [asking, setAsking] = useState<Asking | null>(null)
  const methods = value?.factors.map((factor) => factor.kind) ?? []
  const { fresh, dialog } = useFresh(methods)
  // Asked before the form is there: nobody fills it in for a refusal.
  const add = useAction(
    () => fresh(api.newTotp),
    () => setAsking({ what: 'add' }),
  )
  const done = () => {
    setAsking(null)
    void reload()
    onDone()
  }
  const close = () => setAsking(null)
  return (
    <section className="card stack" aria-labelledby="own-factors">
      <h2 id="own-factors">{t.security.factors}</h2>
      <p>{t.security.factorsBody}</p>
      <FailureAlert failure={failure ?? add.failure} />
      {value && <Factors list={value} ask={setAsking} />}
      {value?.required && <p className="small soft">{t.security.required}</p>}
      <div className="row">
        <Button icon="plus" isDisabled={add.pending} onPress={() => void add.start()}>
          {t.security.add}
        </Button>
      </div>
      {value && value.factors.length > 0 && (
        <>
          <h3>{t.security.codes}</h3>
          <div className="page-head">
            <p>{t.security.codesLeft(value.codesLeft)}</p>
            <Button small onPress={() => setAsking({ what: 'codes' })}>
              {t.security.newCodes}
            </Button>
          </div>
        </>
      )}
      {asking?.what === 'add' && (
        <Dialog title={t.security.add} onClose={done} alert>
          <Enrol onDone={done} />
          <Button onPress={done}>{t.common.close}</Button>
        </Dialog>
      )}
      {asking?.what === 'rename' && (
        <Rename
          factor={asking.factor}
          run={(name) => fresh(() => api.renameFactor(asking.factor.id, { name }))}
          onDone={done}
          onClose={close}
        />
      )}
      {asking?.what === 'remove' && (
        <Confirm
          title={t.security.removeTitle}
          body={t.security.removeBody(asking.factor.name)}
          submit={t.security.remove}
          danger
          run={() => fresh(() => api.removeFactor(asking.factor.id))}
          onDone={done}
          onClose={close}
        />
      )}
      {asking?.what === 'codes' && (
        <Confirm
          title={t.security.newCodesTitle}
          body={t.security.newCodesBody}
          submit={t.security.newCodes}
          run={() => fresh(api.newCodes)}
          onDone={({ recoveryCodes }) => setAsking({ what: 'shown', codes: recoveryCodes })}
          onClose={close}
        />
      )}
      {asking?.what === 'shown' && (
        <Dialog title={t.factors.codesTitle} onClose={done} alert>
          <RecoveryCodes codes={asking.codes} onDone={done} />
        </Dialog>
      )}
      {dialog}
    </section>
  )
}

function Factors({ list, ask }: { list: FactorList; ask: (asking: Asking) => void }) {
  const t = useText()
  const { dateTime } = useTime()
  const { factors, required } = list
  if (factors.length === 0) return <p className="empty">{t.security.none}</p>
  return (
    <ul aria-label={t.security.factors}>
      {factors.map((factor) => (
        <li key={factor.id} className="list-row list-row-wrap">
          <div>
            <strong>{factor.name}</strong>
            <p className="small soft">
              {t.factors.kinds[factor.kind]} · {t.security.added(dateTime(factor.createdAt))} ·{' '}
              {factor.usedAt === null
                ? t.security.unused
                : t.security.used(dateTime(factor.usedAt))}
            </p>
          </div>
          <div className="row">
            <Button
              small
              aria-label={t.security.renameNamed(factor.name)}
              onPress={() => ask({ what: 'rename', factor })}
            >
              {t.security.rename}
            </Button>
            {!(required && factors.length === 1) && (
              <Button
                small
                look="danger"
                aria-label={t.security.removeNamed(factor.name)}
                onPress={() => ask({ what: 'remove', factor })}
              >
                {t.security.remove}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

type RenameProps = {
  factor: FactorView
  run: (name: string) => ReturnType<typeof api.renameFactor>
  onDone: () => void
  onClose: () => void
}

function Rename({ factor, run, onDone, onClose }: RenameProps) {
  const t = useText()
  const [name, setName] = useState(factor.name)
  return (
    <Confirm
      title={t.security.renameNamed(factor.name)}
      submit={t.security.rename}
      run={() => run(name)}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={t.factors.name}
        value={name}
        onChange={setName}
        maxLength={LIMITS.factorName}
        autoComplete="off"
      />
    </Confirm>
  )
}
