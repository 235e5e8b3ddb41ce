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
import { App } from './ui/app.tsx'
import { restoreTheme } from './ui/shell/theme.ts'
import { reloadWhenStale, watchForOutage } from './ui/shell/unavailable.ts'

reloadWhenStale()
restoreTheme()
await languageRestored
const root = document.getElementById('app')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
watchForOutage()
