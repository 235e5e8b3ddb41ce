import { useTexts } from '../../i18n/text.ts'
import { useMe, useSession } from '../shell/session.ts'
import { About, Paper, PrintButton } from './paper.tsx'

/** Prints recovery codes on a sheet to lock away; with its button. Nobody signs it. */
export function CodesPrint({ codes }: { codes: readonly string[] }) {
  const { codes: words } = useTexts('paper')
  const who = useAccount()
  return (
    <>
      <PrintButton label={words.print} />
      <Paper title={words.title} signers={[]}>
        <About
          rows={[
            ...(who ? [[words.account, `${who.name} (${who.username})`] as const] : []),
            [words.server, location.origin],
          ]}
        />
        <p>{words.body}</p>
        <ol className="paper-codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <p>{words.keep}</p>
      </Paper>
    </>
  )
}

/** Also of somebody who is enrolling before the first full sign-in. */
function useAccount() {
  const me = useMe()
  const state = useSession()
  return me ?? (state.status === 'ready' ? state.session.pending : null)
}
