import { useRef, useState } from 'react'
import type { CSSProperties, FormEvent } from 'react'
import { contrast, isReadable, readable, shadesOf } from '#protocol/accent.ts'
import type { Shades } from '#protocol/accent.ts'
import { isHelpAddress } from '#protocol/help-address.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { Office } from '#protocol/office.ts'
import { accountApi } from '../../http/accounts.ts'
import { operatorApi } from '../../http/operators.ts'
import type { Failure } from '../../http/api.ts'
import { useLocale, useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { useFresh } from '../security/use-fresh.tsx'
import type { WithProof } from '../security/use-fresh.tsx'
import { emblemPath, useOffice } from '../shell/office.ts'
import { Page } from '../shell/page.tsx'
import { reloadSession } from '../shell/session.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import './office.css'

/** What an operator sets so that people recognize their office. */
export function ServerOfficePage() {
  return (
    <Page current="serverOffice">
      <SignedIn>{(me) => (me.role === 'operator' ? <OfficeForms /> : <Forbidden />)}</SignedIn>
    </Page>
  )
}

function Forbidden() {
  const t = useText()
  return <Alert tone="danger">{t.errors.forbidden}</Alert>
}

function OfficeForms() {
  const t = useTexts('office')
  const office = useOffice()
  const factors = useLoaded(accountApi.factors)
  const { fresh, dialog } = useFresh(factors.value?.factors.map(({ kind }) => kind) ?? [])
  return (
    <div className="stack">
      <PageTitle>{t.title}</PageTitle>
      <p>{t.intro}</p>
      <p className="small soft">{t.whereShown}</p>
      {office && <EmblemCard hash={office.emblem} fresh={fresh} />}
      {office && <Details office={office} fresh={fresh} />}
      {dialog}
    </div>
  )
}

const ACCEPTED = 'image/png,image/jpeg,image/webp'

function EmblemCard({ hash, fresh }: { hash: string | null; fresh: WithProof }) {
  const t = useTexts('office')
  const chooser = useRef<HTMLInputElement>(null)
  const [removing, setRemoving] = useState(false)
  const put = useAction(
    (file: Blob) => fresh(() => operatorApi.setEmblem(file)),
    () => void reloadSession(),
  )
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) void put.start(file)
    // Choosing the same file again is a change only after this.
    if (chooser.current) chooser.current.value = ''
  }
  return (
    <section className="card stack" aria-labelledby="emblem-title">
      <h2 id="emblem-title">{t.emblem}</h2>
      <p className="small soft">{t.emblemWhat(LIMITS.emblemBytes / 1024, LIMITS.emblemSide)}</p>
      {hash === null ? (
        <p className="empty">{t.emblemNone}</p>
      ) : (
        <img className="emblem-now" src={emblemPath(hash)} alt={t.emblemNow} />
      )}
      <EmblemFailure failure={put.failure} />
      <input
        ref={chooser}
        className="visually-hidden"
        type="file"
        accept={ACCEPTED}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => take(event.target.files)}
      />
      <div className="row">
        <Button icon="plus" isDisabled={put.pending} onPress={() => chooser.current?.click()}>
          {hash === null ? t.choose : t.replace}
        </Button>
        {hash !== null && (
          <Button look="danger" onPress={() => setRemoving(true)}>
            {t.remove}
          </Button>
        )}
      </div>
      {removing && (
        <Confirm
          title={t.remove}
          body={t.removeBody}
          submit={t.remove}
          danger
          run={() => fresh(operatorApi.removeEmblem)}
          onDone={() => {
            setRemoving(false)
            void reloadSession()
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </section>
  )
}

/** The refusals of documents, in words about an emblem. */
function EmblemFailure({ failure }: { failure: Failure | null }) {
  const { refused } = useTexts('office')
  const text = failure && Object.entries(refused).find(([code]) => code === failure.code)?.[1]
  return text ? <Alert tone="danger">{text}</Alert> : <FailureAlert failure={failure} />
}

type Typed = Record<'name' | 'accent' | 'helpLine' | 'helpAddress', string>

const typedOf = ({ name, accent, helpLine, helpAddress }: Office): Typed => ({
  name: name ?? '',
  accent: accent ?? '',
  helpLine: helpLine ?? '',
  helpAddress: helpAddress ?? '',
})

/** An empty field means: as at first. */
const valueOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text.trim())
/** Null: none, or none that can be used. */
const accentIn = (text: string): string | null =>
  isColor(text) && isReadable(text.trim()) ? text.trim().toLowerCase() : null

function useOfficeForm(office: Office, fresh: WithProof) {
  const [typed, setTyped] = useState(() => typedOf(office))
  const [checked, setChecked] = useState(false)
  const [done, setDone] = useState(false)
  const save = useAction(
    (change: Parameters<typeof operatorApi.setOffice>[0]) =>
      fresh(() => operatorApi.setOffice(change)),
    (answer) => {
      setTyped(typedOf(answer))
      setDone(true)
      void reloadSession()
    },
  )
  const accent = valueOf(typed.accent)
  const address = valueOf(typed.helpAddress)
  const wrong = {
    accent: accent !== null && accentIn(accent) === null,
    helpAddress: address !== null && !isHelpAddress(address),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong.accent || wrong.helpAddress) return
    const { name, helpLine } = typed
    void save.start({
      name: valueOf(name),
      accent,
      helpLine: valueOf(helpLine),
      helpAddress: address,
    })
  }
  const change = (part: Partial<Typed>) => {
    setDone(false)
    setTyped({ ...typed, ...part })
  }
  return { typed, change, wrong, checked, done, save, submit }
}

type Form = ReturnType<typeof useOfficeForm>

function Details({ office, fresh }: { office: Office; fresh: WithProof }) {
  const t = useTexts('office')
  const form = useOfficeForm(office, fresh)
  const { typed, change, wrong, checked, save } = form
  return (
    <form className="card stack" onSubmit={form.submit} noValidate>
      <TextField
        label={t.fields.name}
        hint={t.nameHint}
        value={typed.name}
        onChange={(name) => change({ name })}
        maxLength={LIMITS.officeName}
        autoComplete="organization"
      />
      <TextField
        label={t.fields.helpLine}
        hint={t.helpLineHint}
        value={typed.helpLine}
        onChange={(helpLine) => change({ helpLine })}
        maxLength={LIMITS.helpLine}
        autoComplete="off"
      />
      <TextField
        label={t.fields.helpAddress}
        hint={t.helpAddressHint}
        value={typed.helpAddress}
        onChange={(helpAddress) => change({ helpAddress })}
        error={checked && wrong.helpAddress ? t.helpAddressBad : null}
        exact
        autoComplete="off"
      />
      <AccentField form={form} />
      <FailureAlert failure={save.failure} />
      {form.done && <Alert tone="ok">{t.done}</Alert>}
      <Button type="submit" look="primary" isDisabled={save.pending}>
        {t.submit}
      </Button>
    </form>
  )
}

/** What the browser's color picker shows while there is no accent; it knows no empty value. */
const PICKER_DEFAULT = shadesOf('#14507f').light.brand

function AccentField({ form: { typed, change, wrong, checked } }: { form: Form }) {
  const t = useTexts('office')
  const locale = useLocale()
  const text = typed.accent.trim()
  const pale = isColor(text) && !isReadable(text)
  const ratio = () => contrast(text, '#ffffff').toLocaleString(locale, { maximumFractionDigits: 1 })
  const error = pale ? t.accentPale(ratio()) : checked && wrong.accent ? t.accentBad : null
  const accent = accentIn(text)
  return (
    <div className="stack-tight">
      <TextField
        label={t.fields.accent}
        hint={t.accentHint}
        value={typed.accent}
        onChange={(color) => change({ accent: color })}
        error={error}
        exact
        autoComplete="off"
        after={
          <input
            type="color"
            className="color-picker"
            aria-label={t.accentPick}
            value={isColor(text) ? text.toLowerCase() : PICKER_DEFAULT}
            onChange={(event) => change({ accent: event.target.value })}
          />
        }
      />
      {pale && (
        <div className="row">
          <Button small onPress={() => change({ accent: readable(text) })}>
            {t.accentUse(readable(text))}
          </Button>
        </div>
      )}
      {accent !== null && <Preview accent={accent} />}
    </div>
  )
}

function Preview({ accent }: { accent: string }) {
  const t = useTexts('office')
  const shades = shadesOf(accent)
  return (
    <figure className="accent-preview" aria-label={t.preview}>
      {(['light', 'dark'] as const).map((theme) => (
        <div key={theme} className={`accent-theme ${theme}`} style={tokensOf(shades[theme])}>
          <span className="small">{t.themes[theme]}</span>
          <span className="btn btn-primary btn-small">{t.sampleButton}</span>
          <span className="accent-link">{t.sampleLink}</span>
        </div>
      ))}
    </figure>
  )
}

/** React sets these through the CSSOM, which the page's policy allows. */
const tokensOf = ({ brand, strong, soft, on }: Shades): CSSProperties =>
  ({
    '--brand': brand,
    '--brand-strong': strong,
    '--brand-soft': soft,
    '--on-brand': on,
  }) as CSSProperties
