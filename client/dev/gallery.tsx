import '../src/ui/fonts.css'
import '../src/ui/tokens.css'
import '../src/ui/base.css'
import '../src/ui/widgets/widgets.css'
import '../src/ui/page.css'
import '../src/ui/join/join.css'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { CLOSE_REASONS } from '../../server/protocol/model.ts'
import type { CallState } from '../src/call/types.ts'
import { chooseLanguage, useLocale } from '../src/i18n/text.ts'
import { Closed } from '../src/ui/join/closed.tsx'
import { PreviewStore } from '../src/ui/join/preview-store.ts'
import { loadDevices } from '../src/ui/join/stored.ts'
import { useCall } from '../src/ui/join/use-call.ts'
import { Waiting } from '../src/ui/join/waiting.tsx'
import { Room } from '../src/ui/room/room.tsx'
import { FakeCall, fakeRoom } from './fake-call.ts'

/**
 * Screens that need a server, people and devices, shown without them. Open with `vite client`:
 * /dev/gallery.html?screen=room&people=9&host&share&lang=en
 */
const query = new URLSearchParams(location.search)

function initial(): CallState {
  switch (query.get('screen')) {
    case 'waiting':
      return {
        phase: 'waiting',
        link: 'up',
        message: 'Xin chờ ít phút, chúng tôi đang kiểm tra danh sách.',
      }
    case 'closed': {
      const reason = CLOSE_REASONS.find((known) => known === query.get('reason')) ?? 'ended'
      return { phase: 'closed', reason, message: null }
    }
    case null:
    default: {
      const people = Number(query.get('people') ?? '3')
      const room = fakeRoom({
        people,
        host: query.has('host'),
        share: query.has('share'),
        quiet: query.has('quiet'),
      })
      return { ...room, link: query.has('lost') ? 'lost' : 'up' }
    }
  }
}

const call = new FakeCall(initial())
const store = new PreviewStore(loadDevices())
void store.open()

function Gallery() {
  const state = useCall(call)
  const locale = useLocale()
  return (
    <I18nProvider locale={locale}>
      {state.phase === 'waiting' && <Waiting call={call} state={state} store={store} />}
      {state.phase === 'closed' && (
        <Closed reason={state.reason} message="Hẹn gặp lại." onAgain={() => location.reload()} />
      )}
      {state.phase === 'admitted' && <Room call={call} state={state} speakerId={null} />}
    </I18nProvider>
  )
}

const root = document.getElementById('app')
if (query.get('lang') === 'en') await chooseLanguage('en')
if (root) createRoot(root).render(<Gallery />)
