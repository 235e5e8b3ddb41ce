import { useText } from '../../../i18n/text.ts'
import { saveSaving } from '../../join/stored.ts'
import { chooseTheme, THEMES, useTheme } from '../../shell/theme.ts'
import { MenuFrom } from '../../widgets/menu.tsx'
import type { MenuPart } from '../../widgets/menu.tsx'
import { LAYOUTS } from '../stage/arrange.ts'
import { useRoom } from '../context.ts'
import { canFloat, openFloating } from '../stage/float.ts'
import { toggleFullScreen, useFullScreen } from '../stage/full-screen.ts'
import { Tool } from './tool.tsx'
import { useView } from '../stage/view.ts'

type Props = { onLine: () => void; onKeys: () => void }

/** How the meeting is looked at: for this person alone. */
export function ViewTool({ onLine, onKeys }: Props) {
  const t = useText('room')
  const { call, state } = useRoom()
  const { saving } = state.bandwidth
  const { view, change } = useView()
  const theme = useTheme()
  const full = useFullScreen()
  const parts: MenuPart[] = [
    {
      id: 'layout',
      heading: t.view.layout,
      chosen: { how: 'single', ids: [view.layout] },
      entries: LAYOUTS.map((layout) => ({
        id: layout,
        label: t.view.layouts[layout],
        run: () => change({ layout }),
      })),
    },
    {
      id: 'people',
      heading: t.view.people,
      chosen: { how: 'multiple', ids: view.hideUnseen ? ['unseen'] : [] },
      entries: [
        {
          id: 'unseen',
          label: t.view.hideUnseen,
          run: () => change({ hideUnseen: !view.hideUnseen }),
        },
      ],
    },
    {
      id: 'line',
      heading: t.line.name,
      chosen: { how: 'multiple', ids: saving ? ['saving'] : [] },
      entries: [
        {
          id: 'saving',
          label: t.line.saving,
          run: () => {
            saveSaving(!saving)
            call.saveData(!saving)
          },
        },
      ],
    },
    {
      id: 'window',
      heading: t.view.window,
      entries: [
        ...(full === 'impossible'
          ? []
          : [
              {
                id: 'full',
                label: full === 'on' ? t.view.leaveFullScreen : t.view.fullScreen,
                run: toggleFullScreen,
              },
            ]),
        ...(canFloat()
          ? [
              {
                id: 'floating',
                label: view.floating ? t.view.closeFloating : t.view.floating,
                run: () => {
                  if (view.floating) view.floating.close()
                  else void openFloating(change)
                },
              },
            ]
          : []),
        { id: 'hall', label: t.view.hall, run: () => change({ hall: true }) },
        { id: 'line', label: t.line.open, run: onLine },
        { id: 'keys', label: t.keys.title, run: onKeys },
      ],
    },
    {
      id: 'theme',
      heading: t.common.theme,
      chosen: { how: 'single', ids: [theme] },
      entries: THEMES.map((one) => ({
        id: one,
        label: t.common.themes[one],
        run: () => chooseTheme(one),
      })),
    },
  ]
  return (
    <MenuFrom name={t.view.name} parts={parts}>
      <Tool rare name={t.view.name} short={t.view.name} icon="layout" />
    </MenuFrom>
  )
}
