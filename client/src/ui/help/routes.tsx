import { lazily } from '../shell/lazily.ts'

// Apart from the other pages, so that their list of files does not come with the join page.
const Help = lazily(async () => (await import('./help.tsx')).Help, 'guides')
const OfficialsGuide = lazily(
  async () => (await import('./officials.tsx')).OfficialsGuide,
  'class',
  'guides',
  'officials',
  'room',
)
const HostsGuide = lazily(
  async () => (await import('./hosts.tsx')).HostsGuide,
  'account',
  'documents',
  'guides',
  'home',
  'hosts',
  'meeting',
  'made',
  'meetings',
  'people',
  'recording',
  'room',
  'sealing',
  'votes',
)
const DeskGuide = lazily(
  async () => (await import('./desk.tsx')).DeskGuide,
  'account',
  'browser',
  'check',
  'desk',
  'guides',
  'meetings',
  'people',
  'room',
)
const OperatorsGuide = lazily(
  async () => (await import('./operators.tsx')).OperatorsGuide,
  'account',
  'guides',
  'health',
  'operators',
)
const GUIDES: Record<string, typeof Help> = {
  '/help/officials': OfficialsGuide,
  '/help/hosts': HostsGuide,
  '/help/desk': DeskGuide,
  '/help/operators': OperatorsGuide,
}

/** The page of one guide, or of all. */
export function HelpRoutes({ path }: { path: string }) {
  const Shown = GUIDES[path] ?? Help
  return <Shown />
}
