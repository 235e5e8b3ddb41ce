import type { RequestName } from '#protocol/messages.ts'
import type { ScenesOf } from './scene.ts'
import { FLOOR } from './scenes-of-floor.ts'
import { KEYS } from './scenes-of-keys.ts'
import { LEADING } from './scenes-of-leading.ts'
import { MEDIA } from './scenes-of-media.ts'
import { THINGS } from './scenes-of-things.ts'

/** A new request without scenes does not compile. */
export const SCENES: ScenesOf<RequestName> = { ...MEDIA, ...FLOOR, ...LEADING, ...THINGS, ...KEYS }
