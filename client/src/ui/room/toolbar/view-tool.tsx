import { useText } from '../../../i18n/text.ts'
import { saveSaving } from '../../join/stored.ts'
import { chooseTheme, THEMES, useTheme } from '../../shell/theme.ts'
import type { MenuEntry, MenuPart } from '../../widgets/menu.tsx'
import { LAYOUTS } from '../stage/arrange.ts'
import { useRoom } from '../context.ts'
import { canFloat, openFloating } from '../stage/floating-window.ts'
import { toggleFullScreen, useFullScreen } from '../stage/full-screen.ts'
import { MenuTool } from './tool.tsx'
import { useView } from '../stage/view.ts'

type Props = { onLine: () => void; onKeys: () => void }

/** View options, for this person only. */
export function ViewTool({ onLine, onKeys }: Props) {
  const t = useText('room')
  const layout = useLayoutPart()
  const people = usePeoplePart()
  const saving = useSavingPart()
  const theme = useThemePart()
  const window: MenuPart = {
    id: 'window',
    heading: t.view.window,
    entries: [
      ...useWindowEntries(),
      { id: 'line', label: t.line.open, run: onLine },
      { id: 'keys', label: t.keys.title, run: onKeys },
    ],
  }
  return (
    <MenuTool name={t.view.name} icon="layout" parts={[layout, people, saving, window, theme]} />
  )
}

function useLayoutPart(): MenuPart {
  const t = useText('room')
  const { state } = useRoom()
  const { view, change } = useView()
  // Shared content is large in every layout, which would look as if the choice did nothing.
  const shared =
    state.presentation.shown !== null || state.tracks.some(({ source }) => source === 'screen')
  return {
    id: 'layout',
    heading: shared ? t.view.layoutBesideShared : t.view.layout,
    chosen: { how: 'single', ids: [view.layout] },
    entries: LAYOUTS.map((layout) => ({
      id: layout,
      label: t.view.layouts[layout],
      run: () => change({ layout }),
    })),
  }
}

function usePeoplePart(): MenuPart {
  const t = useText('room')
  const { view, change } = useView()
  const hide = () => change({ hideUnseen: !view.hideUnseen })
  return {
    id: 'people',
    heading: t.view.people,
    chosen: { how: 'multiple', ids: view.hideUnseen ? ['unseen'] : [] },
    entries: [{ id: 'unseen', label: t.view.hideUnseen, run: hide }],
  }
}

function useSavingPart(): MenuPart {
  const t = useText('room')
  const { call, state } = useRoom()
  const { saving } = state.bandwidth
  const save = () => {
    saveSaving(!saving)
    call.saveData(!saving)
  }
  return {
    id: 'line',
    heading: t.line.name,
    chosen: { how: 'multiple', ids: saving ? ['saving'] : [] },
    entries: [{ id: 'saving', label: t.line.saving, run: save }],
  }
}

/** Full screen, floating window and hall display, as far as the browser supports them. */
function useWindowEntries(): MenuEntry[] {
  const t = useText('room')
  const { view, change } = useView()
  const full = useFullScreen()
  const fullScreen: MenuEntry = {
    id: 'full',
    label: full === 'on' ? t.view.leaveFullScreen : t.view.fullScreen,
    run: toggleFullScreen,
  }
  const floating: MenuEntry = {
    id: 'floating',
    label: view.floating ? t.view.closeFloating : t.view.floating,
    run: () => (view.floating ? view.floating.close() : void openFloating(change)),
  }
  return [
    ...(full === 'impossible' ? [] : [fullScreen]),
    ...(canFloat() ? [floating] : []),
    { id: 'hall', label: t.view.hall, run: () => change({ hall: true }) },
  ]
}

function useThemePart(): MenuPart {
  const t = useText()
  const theme = useTheme()
  return {
    id: 'theme',
    heading: t.common.theme,
    chosen: { how: 'single', ids: [theme] },
    entries: THEMES.map((one) => ({
      id: one,
      label: t.common.themes[one],
      run: () => chooseTheme(one),
    })),
  }
}
