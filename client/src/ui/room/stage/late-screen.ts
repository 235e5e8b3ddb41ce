import { late } from '../../shell/late.tsx'

/** In many calls nobody shares a screen; its code comes sooner than its first picture. */
export const SharedScreen = late(async () => (await import('./shared-screen.tsx')).SharedScreen)
