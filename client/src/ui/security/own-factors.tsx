import { useState } from 'react'
import type { FactorList, FactorView } from '#protocol/factors.ts'
import { LIMITS } from '#protocol/limits.ts'
import { accountApi } from '../../http/accounts.ts'
import { useText, useTexts, useTime } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm, Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import { RecoveryCodes } from './codes.tsx'
import { Enrol } from './enrol.tsx'
import { useFresh } from './use-fresh.tsx'
import type { WithProof } from './use-fresh.tsx'

type Asking =
  | { what: 'add' | 'codes' }
  | { what: 'rename' | 'remove'; factor: FactorView }
  | { what: 'shown'; codes: string[] }

export function OwnFactors({ onDone }: { onDone: () => void }) {
  const { security: t } = useTexts('security')
  const { value, failure, reload } = useLoaded(accountApi.factors)
  const [asking, setAsking] = useState<Asking | null>(null)
  const { fresh, dialog } = useFresh(value?.factors.map(({ kind }) => kind) ?? [])
  // Checks for a fresh proof before the form opens, so that nobody fills it in only to be refused.
  const add = useAction(
    () => fresh(accountApi.newTotp),
    () => setAsking({ what: 'add' }),
  )
  const done = () => {
    setAsking(null)
    void reload()
    onDone()
  }
  return (
    <section className="card stack" aria-labelledby="own-factors">
      <h2 id="own-factors">{t.factors}</h2>
      <p>{t.factorsBody}</p>
      <FailureAlert failure={failure ?? add.failure} />
      {value && <Factors list={value} ask={setAsking} />}
      {value?.required && <p className="small soft">{t.required}</p>}
      <div className="row">
        <Button icon="plus" isDisabled={add.pending} onPress={() => void add.start()}>
          {t.add}
        </Button>
      </div>
      {value && value.factors.length > 0 && (
        <>
          <h3>{t.codes}</h3>
          <div className="page-head">
            <p>{t.codesLeft(value.codesLeft)}</p>
            <Button small onPress={() => setAsking({ what: 'codes' })}>
              {t.newCodes}
            </Button>
          </div>
        </>
      )}
      {asking && <Asked asking={asking} ask={setAsking} fresh={fresh} onDone={done} />}
      {dialog}
    </section>
  )
}

type AskedProps = {
  asking: Asking
  ask: (next: Asking | null) => void
  fresh: WithProof
  onDone: () => void
}

function Asked({ asking, ask, fresh, onDone }: AskedProps) {
  const t = useText()
  const texts = useTexts('security')
  const close = () => ask(null)
  switch (asking.what) {
    case 'add':
      return (
        <Dialog title={texts.security.add} onClose={onDone} alert>
          <Enrol onDone={onDone} />
          <Button onPress={onDone}>{t.common.close}</Button>
        </Dialog>
      )
    case 'rename':
      return (
        <Rename
          factor={asking.factor}
          run={(name) => fresh(() => accountApi.renameFactor(asking.factor.id, { name }))}
          onDone={onDone}
          onClose={close}
        />
      )
    case 'remove':
      return (
        <Confirm
          title={texts.security.removeTitle}
          body={texts.security.removeBody(asking.factor.name)}
          submit={texts.security.remove}
          danger
          run={() => fresh(() => accountApi.removeFactor(asking.factor.id))}
          onDone={onDone}
          onClose={close}
        />
      )
    case 'codes':
      return (
        <Confirm
          title={texts.security.newCodesTitle}
          body={texts.security.newCodesBody}
          submit={texts.security.newCodes}
          run={() => fresh(accountApi.newCodes)}
          onDone={({ recoveryCodes }) => ask({ what: 'shown', codes: recoveryCodes })}
          onClose={close}
        />
      )
    case 'shown':
      return (
        <Dialog title={texts.factors.codesTitle} onClose={onDone} alert>
          <RecoveryCodes codes={asking.codes} onDone={onDone} />
        </Dialog>
      )
  }
}

function Factors({ list, ask }: { list: FactorList; ask: (asking: Asking) => void }) {
  const texts = useTexts('security')
  const { dateTime } = useTime()
  const { factors, required } = list
  if (factors.length === 0) return <p className="empty">{texts.security.none}</p>
  return (
    <ul aria-label={texts.security.factors}>
      {factors.map((factor) => (
        <li key={factor.id} className="list-row list-row-wrap">
          <div>
            <strong>{factor.name}</strong>
            <p className="small soft">
              {texts.factors.kinds[factor.kind]} ·{' '}
              {texts.security.added(dateTime(factor.createdAt))} ·{' '}
              {factor.usedAt === null
                ? texts.security.unused
                : texts.security.used(dateTime(factor.usedAt))}
            </p>
          </div>
          <div className="row">
            <Button
              small
              aria-label={texts.security.renameNamed(factor.name)}
              onPress={() => ask({ what: 'rename', factor })}
            >
              {texts.security.rename}
            </Button>
            {!(required && factors.length === 1) && (
              <Button
                small
                look="danger"
                aria-label={texts.security.removeNamed(factor.name)}
                onPress={() => ask({ what: 'remove', factor })}
              >
                {texts.security.remove}
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
  run: (name: string) => ReturnType<typeof accountApi.renameFactor>
  onDone: () => void
  onClose: () => void
}

function Rename({ factor, run, onDone, onClose }: RenameProps) {
  const texts = useTexts('security')
  const [name, setName] = useState(factor.name)
  return (
    <Confirm
      title={texts.security.renameNamed(factor.name)}
      submit={texts.security.rename}
      run={() => run(name)}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={texts.factors.name}
        value={name}
        onChange={setName}
        limit={LIMITS.factorName}
        autoComplete="off"
      />
    </Confirm>
  )
}
