import type { ReactNode } from 'react'
import { Drawing } from '../widgets/icons.tsx'

/** Icons of the presenter's tools, loaded with them. */
export const ICONS = {
  move: (
    <path d="M12 3v18M3 12h18M12 3 9.500 5.500M12 3l2.500 2.500M12 21l-2.500-2.500M12 21l2.500-2.500M3 12l2.500-2.500M3 12l2.500 2.500M21 12l-2.500-2.500M21 12l-2.500 2.500" />
  ),
  laser: (
    <>
      <circle cx="7" cy="17" r="2.500" />
      <path d="M9 15 19.500 4.500M3.500 12.500v-1M3.500 21.500v.5M12.500 20.500h-1" />
    </>
  ),
  pen: (
    <path d="m4 20 1.200-4.500L16 4.700a1.800 1.800 0 0 1 2.600 0l.7.7a1.800 1.800 0 0 1 0 2.600L8.500 18.800zM14 6.700l3.300 3.300" />
  ),
  marker: (
    <path d="M9 14.500 6 17.500V20h4l2-2.500M9 14.500 16.500 5l4 3.500-8.500 9zM9 14.500l3 3M14 20h6" />
  ),
  eraser: (
    <path d="m8.500 19-4-4a1.800 1.800 0 0 1 0-2.600l8-8a1.800 1.800 0 0 1 2.600 0l4.400 4.400a1.800 1.800 0 0 1 0 2.600L12 19zM8.500 8.500l7 7M7 19h13" />
  ),
  undo: <path d="M8 5 4 9l4 4M4 9h9.500a5.500 5.500 0 0 1 0 11H9" />,
  clear: (
    <path d="M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.500 10.500v6M13.500 10.500v6" />
  ),
  previous: <path d="m14.500 5-7 7 7 7" />,
  next: <path d="m9.500 5 7 7-7 7" />,
  zoomOut: <path d="M5 12h14" />,
  zoomIn: <path d="M5 12h14M12 5v14" />,
  fit: <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />,
  download: <path d="M12 4v11M7.500 11 12 15.500 16.500 11M4.500 20h15" />,
} satisfies Record<string, ReactNode>
export type ToolIconName = keyof typeof ICONS

export const ToolIcon = ({ name }: { name: ToolIconName }) => <Drawing>{ICONS[name]}</Drawing>
