import '../src/ui/fonts.css'
import '../src/ui/tokens.css'
import '../src/ui/base.css'
import '../src/ui/widgets/widgets.css'
import '../src/ui/shell/page.css'
import '../src/ui/contrast.css'
import '../src/ui/join/join.css'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { fetchTexts, restoreLanguage, useLocale } from '../src/i18n/text.ts'
import { Closed } from '../src/ui/join/closed.tsx'
import { PreviewStore } from '../src/ui/join/preview-store.ts'
import { loadDevices } from '../src/ui/join/stored.ts'
import { useCall } from '../src/ui/join/use-call.ts'
import { OutOfDate } from '../src/ui/join/outdated.tsx'
import { Header } from '../src/ui/shell/page.tsx'
import { Waiting } from '../src/ui/join/waiting.tsx'
import { ROOM_TEXTS } from '../src/ui/join/visit.tsx'
import { Room } from '../src/ui/room/room.tsx'
import { restoreTheme } from '../src/ui/shell/theme.ts'
import { Components } from './components.tsx'
import { FakeCall, fakeRoom } from './fake-call.ts'
import { STATES } from './states.ts'

/**
 * Every component in every state, and every state of a call, without server, people or devices. Run
 * `npm run dev` and open /dev/gallery.html for the components and a list of states,
 * /dev/gallery.html?state=room-shared for one state, or /dev/gallery.html?people=30 for a room of
 * that size; &host shows it as its host.
 */
const asked = new URLSearchParams(location.search)
const people = Number(asked.get('people'))
const make =
  people > 0
    ? () => new FakeCall(fakeRoom({ people, host: asked.has('host') }))
    : STATES[asked.get('state') ?? '']
const store = new PreviewStore(loadDevices())
if (make) void store.open()

function Gallery({ call }: { call: FakeCall | null }) {
  return (
    <I18nProvider locale={useLocale()}>
      <Header />
      {call ? <Screen call={call} /> : <Components states={Object.keys(STATES)} />}
    </I18nProvider>
  )
}

function Screen({ call }: { call: FakeCall }) {
  const state = useCall(call)
  return (
    <>
      {state.phase === 'outdated' && <OutOfDate />}
      {state.phase === 'waiting' && <Waiting call={call} state={state} store={store} />}
      {state.phase === 'closed' && (
        <Closed
          reason={state.reason}
          message={state.message}
          hosted={null}
          onAgain={() => location.reload()}
        />
      )}
      {state.phase === 'admitted' && (
        <Room call={call} state={state} speakerId={null} returned={false} />
      )}
    </>
  )
}

restoreTheme()
await restoreLanguage()
await fetchTexts(...ROOM_TEXTS, 'effects', 'visit')
const root = document.getElementById('app')
if (root) createRoot(root).render(<Gallery call={make?.() ?? null} />)
