import type { ReactNode } from 'react'

/** One set: 24 units square, round 1.75 strokes, no fills, so that all weigh the same. */
const PATHS = {
  mic: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.500a6.500 6.500 0 0 0 13 0M12 18v3" />
    </>
  ),
  micOff: (
    <>
      <path d="M9 9V6a3 3 0 0 1 6 0v5.500M15 14.200A3 3 0 0 1 9 12M5.500 11.500a6.500 6.500 0 0 0 10.800 4.900M18.500 11.500c0 .8-.1 1.500-.4 2.200M12 18v3M4 4l16 16" />
    </>
  ),
  camera: (
    <>
      <rect x="3" y="6" width="12.500" height="12" rx="2.500" />
      <path d="m15.500 11 5-3v8l-5-3" />
    </>
  ),
  cameraOff: (
    <path d="M10 6h3a2.500 2.500 0 0 1 2.500 2.500V11l5-3v8l-3-1.800M15.500 15.500A2.500 2.500 0 0 1 13 18H5.500A2.500 2.500 0 0 1 3 15.500v-7A2.500 2.500 0 0 1 5.500 6M4 4l16 16" />
  ),
  screen: (
    <>
      <rect x="3" y="4.500" width="18" height="12" rx="2" />
      <path d="M8.500 20h7M12 13.500v-5M9.500 10.500 12 8l2.500 2.500" />
    </>
  ),
  screenStop: (
    <>
      <rect x="3" y="4.500" width="18" height="12" rx="2" />
      <path d="M8.500 20h7M10 8.500l4 4M14 8.500l-4 4" />
    </>
  ),
  hand: (
    <path d="M7.500 12.500V6.200a1.400 1.400 0 0 1 2.800 0V11m0-1V4.400a1.400 1.400 0 0 1 2.800 0V11m0-1V5.700a1.400 1.400 0 0 1 2.800 0V12m0-2.500a1.400 1.400 0 0 1 2.800 0v5A6.500 6.500 0 0 1 12.200 21c-2.400 0-4-1-5.200-3l-2.600-4.300a1.450 1.450 0 0 1 2.400-1.600l1.200 1.600" />
  ),
  chat: (
    <path d="M4 6.500A2.500 2.500 0 0 1 6.500 4h11A2.500 2.500 0 0 1 20 6.500v7a2.500 2.500 0 0 1-2.500 2.500H11l-4.500 4v-4A2.500 2.500 0 0 1 4 13.500zM8 8.500h8M8 11.800h5" />
  ),
  people: (
    <>
      <circle cx="9" cy="8" r="3.200" />
      <path d="M3 19.500c.5-3.400 2.900-5.200 6-5.200s5.500 1.800 6 5.200M15.500 5.200a3.200 3.200 0 0 1 0 5.600M17.500 14.800c2 .7 3.200 2.300 3.500 4.700" />
    </>
  ),
  door: (
    <path d="M6 21V4.500A1.500 1.500 0 0 1 7.500 3h9A1.500 1.500 0 0 1 18 4.500V21M3.500 21h17M14.500 12v.5" />
  ),
  shield: (
    <path d="M12 3 5 5.700v5.500c0 4.500 2.900 7.700 7 9.300 4.100-1.600 7-4.800 7-9.300V5.700zM9 11.800l2.200 2.200 4-4.200" />
  ),
  gear: (
    <>
      <path d="M4 7h9M18 7h2M4 17h2M11 17h9" />
      <circle cx="15.500" cy="7" r="2.400" />
      <circle cx="8.500" cy="17" r="2.400" />
    </>
  ),
  leave: (
    <path d="M14 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7M10.500 12H21m0 0-3.500-3.500M21 12l-3.500 3.500" />
  ),
  lock: (
    <>
      <rect x="5" y="10.500" width="14" height="10" rx="2" />
      <path d="M8.500 10.500V7.500a3.500 3.500 0 0 1 7 0v3M12 14.500v2" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="15.500" r="4.500" />
      <path d="M11.300 12.200 19.500 4M16 7.500l3 3M13.500 10l2 2" />
    </>
  ),
  eye: (
    <>
      <path d="M2.500 12C4.700 8 8 6 12 6s7.300 2 9.500 6c-2.200 4-5.500 6-9.500 6s-7.300-2-9.500-6z" />
      <circle cx="12" cy="12" r="2.800" />
    </>
  ),
  eyeOff: (
    <path d="M4 4l16 16M9.900 6.200A10 10 0 0 1 12 6c4 0 7.300 2 9.500 6a14 14 0 0 1-2.900 3.600M6.300 7.700A13.500 13.500 0 0 0 2.500 12c2.200 4 5.500 6 9.500 6 1.500 0 2.800-.3 4-.8M10 10a2.800 2.800 0 0 0 4 4" />
  ),
  copy: (
    <>
      <rect x="8.500" y="8.500" width="11.500" height="11.500" rx="2" />
      <path d="M15.500 8.500V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.500a2 2 0 0 0 2 2h2.500" />
    </>
  ),
  more: (
    <>
      <circle cx="5.500" cy="12" r="1" />
      <circle cx="12" cy="12" r="1" />
      <circle cx="18.500" cy="12" r="1" />
    </>
  ),
  close: <path d="M6 6l12 12M18 6 6 18" />,
  check: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  warn: <path d="M12 4 2.800 19.500h18.400zM12 10v4.500M12 17v.2" />,
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.500M12 7.700v.2" />
    </>
  ),
  previous: <path d="m14.500 5.500-6.500 6.500 6.500 6.500" />,
  next: <path d="m9.500 5.500 6.500 6.500-6.500 6.500" />,
  send: <path d="M4 12 20 4.500 14.500 20l-3-6.500zM11.500 13.500 20 4.500" />,
  plus: <path d="M12 5v14M5 12h14" />,
  speaker: (
    <path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11" />
  ),
  person: (
    <>
      <circle cx="12" cy="8.500" r="3.700" />
      <path d="M4.800 20c.7-3.900 3.500-6 7.200-6s6.500 2.100 7.200 6" />
    </>
  ),
  invited: (
    <>
      <path d="M20.500 11V8a2 2 0 0 0-2-2h-13a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2H12M4 7.500l8 5.500 8-5.500" />
      <path d="m14.500 17 2.300 2.300 4.200-4.600" />
    </>
  ),
  unverified: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.500 9.700a2.600 2.600 0 1 1 3.700 2.400c-.8.400-1.200.900-1.200 1.800M12 16.700v.2" />
    </>
  ),
  pin: <path d="M9 4h6l-1 6 3.500 3.500H6.500L10 10zM12 13.500V20" />,
  spotlight: (
    <>
      <circle cx="12" cy="13.500" r="4" />
      <path d="M12 3.500v2.500M4.900 6.400l1.800 1.800M19.100 6.400l-1.800 1.800M3 13.500h2M19 13.500h2M6 20.500h12" />
    </>
  ),
  bars: (
    <>
      <path d="M6 19v-4" />
      <path d="M12 19v-8.500" />
      <path d="M18 19V6" />
    </>
  ),
  layout: (
    <>
      <rect x="3" y="4.500" width="18" height="15" rx="2" />
      <path d="M15 4.500v15M15 9.500h6M15 14.500h6" />
    </>
  ),
  minus: <path d="M5 12h14" />,
  fit: (
    <path d="M4 9V5.500A1.500 1.500 0 0 1 5.500 4H9M15 4h3.500A1.500 1.500 0 0 1 20 5.500V9M20 15v3.500a1.500 1.500 0 0 1-1.500 1.500H15M9 20H5.500A1.500 1.500 0 0 1 4 18.500V15" />
  ),
  podium: <path d="M6 10h12l-1.500 10h-9zM9.500 10V6.500a2 2 0 0 1 2-2h2M4.500 20h15" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof PATHS
export const ICON_NAMES = Object.keys(PATHS) as IconName[]

/** Always beside a text or inside a named control, so never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {PATHS[name]}
    </svg>
  )
}
