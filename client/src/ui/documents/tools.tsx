import { useTexts } from '../../i18n/text.ts'
import { buttonClasses } from '../widgets/button.tsx'
import { ToolIcon } from './tool-icons.tsx'
import type { ToolIconName } from './tool-icons.tsx'

export const TOOLS = ['move', 'laser', 'pen', 'marker', 'eraser'] as const
export type ToolName = (typeof TOOLS)[number]
/** The selected tool. The color applies to the pen and the marker. */
export type Tool = { name: ToolName; color: number }
export const draws = (tool: ToolName): tool is 'pen' | 'marker' =>
  tool === 'pen' || tool === 'marker'

type PressProps = {
  icon: ToolIconName
  name: string
  pressed?: boolean
  disabled?: boolean
  onPress: () => void
}

export function Press({ icon, name, pressed, disabled = false, onPress }: PressProps) {
  return (
    <button
      type="button"
      className={buttonClasses('quiet', true, true)}
      aria-label={name}
      title={name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      disabled={disabled}
      onClick={onPress}
    >
      <ToolIcon name={icon} />
    </button>
  )
}

type PagesProps = {
  page: number
  pages: number
  onPage: (page: number) => void
  onZoom: (how: 'in' | 'out' | 'fit') => void
}

/** Paging and zoom, for everyone. */
export function PageTools({ page, pages, onPage, onZoom }: PagesProps) {
  const t = useTexts('documents')
  return (
    <div className="document-group">
      <Press
        icon="previous"
        name={t.previous}
        disabled={page <= 1}
        onPress={() => onPage(page - 1)}
      />
      <output className="document-page">{t.page(page, pages)}</output>
      <Press icon="next" name={t.next} disabled={page >= pages} onPress={() => onPage(page + 1)} />
      <Press icon="zoomOut" name={t.zoomOut} onPress={() => onZoom('out')} />
      <Press icon="zoomIn" name={t.zoomIn} onPress={() => onZoom('in')} />
      <Press icon="fit" name={t.fit} onPress={() => onZoom('fit')} />
    </div>
  )
}

type InkProps = {
  tool: Tool
  onTool: (tool: Tool) => void
  onUndo: () => void
  onClear: () => void
}

/** Ink tools, for the presenter. */
export function InkTools({ tool, onTool, onUndo, onClear }: InkProps) {
  const t = useTexts('documents')
  return (
    <div className="document-group" role="toolbar" aria-label={t.tools}>
      {TOOLS.map((one) => (
        <Press
          key={one}
          icon={one}
          name={t.toolNames[one]}
          pressed={tool.name === one}
          onPress={() => onTool({ ...tool, name: one })}
        />
      ))}
      {draws(tool.name) && (
        <select
          className="input document-color"
          data-color={tool.color}
          aria-label={t.color}
          value={tool.color}
          onChange={(event) => onTool({ ...tool, color: Number(event.target.value) })}
        >
          {t.colors.map((name, value) => (
            <option key={name} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Press icon="undo" name={t.undo} onPress={onUndo} />
      <Press icon="clear" name={t.clear} onPress={onClear} />
    </div>
  )
}
