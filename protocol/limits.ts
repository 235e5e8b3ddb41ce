/**
 * Bounds of the contract, in one place. Those of the floor are constants on purpose:
 * no configuration reaches them.
 */
export const LIMITS = {
  /** Characters (code points) of a name that a person gives themselves. */
  name: 60,
  title: 120,
  chatText: 2000,
  /** A host's message to someone who waits, or that goes with a verdict. */
  lobbyMessage: 300,
  /** Chat messages kept in memory for those who come later. */
  chatHistory: 200,
  passwordMin: 15,
  passwordMax: 128,
  /** Most people put on the list of speakers at once. */
  speakerBatch: 500,
  /** [FLR4] Characters of a question, those of one person that are open, and all of a sitting. */
  questionText: 500,
  questionsOpen: 5,
  questions: 200,
  /** People whose speaking time is remembered when they have gone, in one sitting. */
  speakersRemembered: 500,
  /** Most people admitted in one verdict. */
  verdictBatch: 50,
  returnBatch: 100,
  /** Most people put out when something has leaked. */
  containBatch: 500,
  lobby: 200,
  lobbyPerAddress: 50,
  /** Days that anything is kept, whatever the environment says. */
  keepDaysMax: 3650,
  shareMinutesMax: 480,
  /** Most entries of the audit log in one answer. */
  auditPage: 200,
  /** Personal invites made at once, and for one meeting in all. */
  inviteBatch: 200,
  invites: 1000,
  inviteDaysMax: 365,
  /** [SHR2] How often a track of one source is cut for bringing too much before it stays off. */
  bitrateCuts: 3,
  /** Invitations by mail in 24 hours: for one meeting, and of one account. */
  mailsPerMeeting: 200,
  mailsPerAccount: 500,
  /** Minutes that a meeting in an invitation's calendar file lasts. */
  eventMinutesMin: 5,
  eventMinutesMax: 24 * 60,
  /** How far ahead it begins, and how long it goes on repeating. */
  eventDaysAhead: 400,
  repeatDays: 731,
  /** Times of one repeating meeting. */
  occurrences: 366,
  /** Colleagues who are asked to one meeting. */
  attendees: 200,
  /** Minutes that the lobby opens before the start, at most; and those of a prolongation. */
  opensBeforeMax: 120,
  prolongMinutesMax: 240,
  /** Second factors of one account. */
  factors: 8,
  factorName: 40,
  /** Made at once; each works once. */
  recoveryCodes: 10,
  voteQuestion: 300,
  voteChoice: 120,
  voteChoices: 10,
  voteMinutesMax: 24 * 60,
  quorumMax: 10_000,
  /** Votes of one meeting, over all its sittings. */
  votes: 500,
  /** [VOT6] Fewer ballots than these would tell who chose what. */
  secretBallots: 3,
  /** [DOC3] Bytes of one document, and of all of one meeting. */
  documentBytes: 50_000_000,
  tableBytes: 200_000_000,
  /** Bytes of a document that travel and are sealed together. */
  documentPart: 512 * 1024,
  documentName: 200,
  documentPages: 500,
  /** Pixels of a picture: what a browser unpacks is much more than what it was sent. */
  picturePixels: 50_000_000,
  pictureSide: 16_384,
  /** Documents and whiteboards on one table. */
  documents: 20,
  /** Uploads that go on at the same time on the whole server. */
  uploads: 8,
  documentDaysMax: 30,
  blankPages: 20,
  /** [DOC5] Points in one message, of one stroke, on one page and on a whole table. */
  strokeBatch: 128,
  strokePoints: 1000,
  pagePoints: 6000,
  tablePoints: 30_000,
  pageStrokes: 400,
  eraseBatch: 50,
  /** [REC] Days that a recording is kept at most; what an operator sets can only be less. */
  recordingDaysMax: 30,
  /** Bytes of one encrypted piece of a recording, and of all of it. */
  recordingChunk: 4 * 1024 * 1024,
  recordingBytes: 4 * 1024 ** 3,
  /** Bytes that a recording leaves free on the disk, for the store must go on. */
  recordingDiskFree: 1024 ** 3,
  /** Accounts that a host names for one recording. */
  recordingReaders: 50,
  /** Bytes of one signalling frame. */
  frameBytes: 64 * 1024,
  /** [ADM6] Bytes that may wait to be sent on one connection, beside the largest message of all. */
  unsentBytes: 512 * 1024,
} as const

/** Milliseconds. */
export const TIMES = {
  /** [ADM6] How long a lost connection keeps its place. */
  breakForgiven: 2 * 60_000,
  /** [DOC3] How long an upload may stand still. */
  uploadIdle: 2 * 60_000,
  /** How long people stay together without a host before the meeting closes. */
  hostAbsence: 15 * 60_000,
  /** [SHR1] How long a host's own broken connection leaves sharing grants standing. */
  hostGrace: 20_000,
  /** [CAL4] How long before the lobby closes those inside are told. */
  closingNotice: 5 * 60_000,
  /** [REC] How long after a recording has stopped its last pieces may still arrive. */
  recordingTail: 60_000,
} as const
