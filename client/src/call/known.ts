import { UNKNOWN_QUALITY } from '../media/connection-quality.ts'
import type { AdmittedState } from './types.ts'

/**
 * What can be shown while nothing arrives: who was speaking and how good the lines were is not known
 * any more.
 */
export const asKnown = (state: AdmittedState): AdmittedState =>
  state.link === 'up' ? state : { ...state, speaker: null, line: UNKNOWN_QUALITY }
