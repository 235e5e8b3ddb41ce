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
  /** Most people admitted in one verdict. */
  verdictBatch: 50,
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
  overruns: 3,
  /** Invitations by mail in 24 hours: for one meeting, and of one account. */
  mailsPerMeeting: 200,
  mailsPerAccount: 500,
  /** Minutes that a meeting in an invitation's calendar file lasts. */
  eventMinutesMin: 5,
  eventMinutesMax: 24 * 60,
  /** How far ahead it begins. */
  eventDaysAhead: 400,
  /** Second factors of one account. */
  factors: 8,
  factorName: 40,
  /** Made at once; each works once. */
  recoveryCodes: 10,
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
} as const

/** Milliseconds. */
export const TIMES = {
  /** [ADM6] How long a lost connection keeps its place. */
  breakForgiven: 2 * 60_000,
  /** How long people stay together without a host before the meeting closes. */
  hostAbsence: 15 * 60_000,
  /** [SHR1] How long a host's own broken connection leaves sharing grants standing. */
  hostGrace: 20_000,
  /** [REC] How long after a recording has stopped its last pieces may still arrive. */
  recordingTail: 60_000,
} as const
