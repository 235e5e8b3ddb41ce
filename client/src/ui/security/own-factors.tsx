import { useState } from 'react'
import type { FactorList, FactorView } from '#protocol/factors.ts'
import { LIMITS } from '#protocol/limits.ts'
import { api } from '../../http/api.ts'
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

type Asking =
  | { what: 'add' | 'codes' }
  | { what: 'rename' | 'remove'; factor: FactorView }
  | { what: 'shown'; codes: string[] }

export function OwnFactors({ onDone }: { onDone: () => void }) {
  const t = useText()
  const texts = useTexts('security')
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
      <h2 id="own-factors">{texts.security.factors}</h2>
      <p>{texts.security.factorsBody}</p>
      <FailureAlert failure={failure ?? add.failure} />
      {value && <Factors list={value} ask={setAsking} />}
      {value?.required && <p className="small soft">{texts.security.required}</p>}
      <div className="row">
        <Button icon="plus" isDisabled={add.pending} onPress={() => void add.start()}>
          {texts.security.add}
        </Button>
      </div>
      {value && value.factors.length > 0 && (
        <>
          <h3>{texts.security.codes}</h3>
          <div className="page-head">
            <p>{texts.security.codesLeft(value.codesLeft)}</p>
            <Button small onPress={() => setAsking({ what: 'codes' })}>
              {texts.security.newCodes}
            </Button>
          </div>
        </>
      )}
      {asking?.what === 'add' && (
        <Dialog title={texts.security.add} onClose={done} alert>
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
          title={texts.security.removeTitle}
          body={texts.security.removeBody(asking.factor.name)}
          submit={texts.security.remove}
          danger
          run={() => fresh(() => api.removeFactor(asking.factor.id))}
          onDone={done}
          onClose={close}
        />
      )}
      {asking?.what === 'codes' && (
        <Confirm
          title={texts.security.newCodesTitle}
          body={texts.security.newCodesBody}
          submit={texts.security.newCodes}
          run={() => fresh(api.newCodes)}
          onDone={({ recoveryCodes }) => setAsking({ what: 'shown', codes: recoveryCodes })}
          onClose={close}
        />
      )}
      {asking?.what === 'shown' && (
        <Dialog title={texts.factors.codesTitle} onClose={done} alert>
          <RecoveryCodes codes={asking.codes} onDone={done} />
        </Dialog>
      )}
      {dialog}
    </section>
  )
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
  run: (name: string) => ReturnType<typeof api.renameFactor>
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
        maxLength={LIMITS.factorName}
        autoComplete="off"
      />
    </Confirm>
  )
}
