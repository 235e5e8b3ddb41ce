import { languageRestored } from './bootstrap.ts'
// Import order is cascade order: later files may override earlier ones.
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/widgets/widgets.css'
import './ui/shell/page.css'
import './ui/contrast.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, fetchFirstScreen } from './ui/app.tsx'
import { sessionKnown } from './ui/shell/session.ts'
import { restoreTheme } from './ui/shell/theme.ts'
import { reloadWhenStale, watchForOutage } from './ui/shell/unavailable.ts'

/** After which a page says that it is loading. */
const PATIENCE_MS = 1000

reloadWhenStale()
restoreTheme()
// A header that appeared around a page already shown would move it.
await Promise.all([languageRestored, fetchFirstScreen(), sessionKnown(PATIENCE_MS)])
const root = document.getElementById('app')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
watchForOutage()
