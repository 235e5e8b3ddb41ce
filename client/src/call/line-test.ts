/** What the page that tests a line needs of media and signaling; apart from calls. */
export { reaches, relayAnswers } from '../media/reach.ts'
export type { Reached } from '../media/reach.ts'
export { socketOpens } from '../signaling/opens.ts'
