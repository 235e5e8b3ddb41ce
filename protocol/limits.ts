/**
 * Limits of the contract. Those of the floor are constants on purpose: no configuration can change
 * them.
 */
export const LIMITS = {
  /** Characters (code points) in a name that people enter for themselves. */
  name: 60,
  /** Characters in a guest's position and office. */
  position: 80,
  title: 120,
  chatText: 2000,
  /** A host's message to someone in the lobby, or sent with a verdict. */
  lobbyMessage: 300,
  /** Chat messages kept in memory for late joiners. */
  chatHistory: 200,
  passwordMin: 15,
  passwordMax: 128,
  /** People added to the speaker list in one request. */
  speakerBatch: 500,
  /**
   * [FLR4] Characters in a question; then open questions per person, and all questions per sitting.
   */
  questionText: 500,
  questionsOpen: 5,
  questions: 200,
  /** Sealed anew by one request, so that it fits into a frame. */
  questionsAtOnce: 5,
  /** People per sitting whose speaking time is kept after they leave. */
  speakersRemembered: 500,
  /** People admitted in one request. */
  verdictBatch: 50,
  returnBatch: 100,
  /** People removed in one request after a leak. */
  containBatch: 500,
  lobby: 200,
  lobbyPerAddress: 50,
  /** Maximum retention in days, whatever the environment says. */
  keepDaysMax: 3650,
  shareMinutesMax: 480,
  /** Audit log entries per response. */
  auditPage: 200,
  /** Letters of a name or title that the log is searched for. */
  auditSearch: 64,
  /** Personal invites created per request, and per meeting in total. */
  inviteBatch: 200,
  invites: 1000,
  inviteDaysMax: 365,
  /** [SHR2] How often one source is cut for exceeding its bitrate before it stays off. */
  bitrateCuts: 3,
  /** Mailed invitations per 24 hours, per meeting and per account. */
  mailsPerMeeting: 200,
  mailsPerAccount: 500,
  /** Bounds, in minutes, of a meeting's length in a mailed calendar file. */
  eventMinutesMin: 5,
  eventMinutesMax: 24 * 60,
  /** How many days ahead it may start, and how many it may keep recurring. */
  eventDaysAhead: 400,
  repeatDays: 731,
  /** Occurrences of one recurring meeting. */
  occurrences: 366,
  /** Colleagues invited to one meeting. */
  attendees: 200,
  /** Accounts returned by one search by name. */
  colleaguesFound: 8,
  /** Maximum minutes the lobby may open before the start; then those of one extension. */
  opensBeforeMax: 120,
  prolongMinutesMax: 240,
  /** Second factors per account. */
  factors: 8,
  factorName: 40,
  /** Recovery codes generated together; each works once. */
  recoveryCodes: 10,
  voteQuestion: 300,
  voteChoice: 120,
  voteChoices: 10,
  voteMinutesMax: 24 * 60,
  quorumMax: 10_000,
  /** Votes per meeting, across all sittings. */
  votes: 500,
  /** [VOT6] With fewer ballots, the result would reveal who chose what. */
  secretBallots: 3,
  /** [DOC3] Bytes per document, and per meeting in total. */
  documentBytes: 50_000_000,
  documentsBytes: 200_000_000,
  /** Bytes of a document that are sent and encrypted together. */
  documentPart: 512 * 1024,
  documentName: 200,
  documentPages: 500,
  /** Pixels per picture: a small upload can decompress to a very large image. */
  picturePixels: 50_000_000,
  pictureSide: 16_384,
  /** Documents and whiteboards in one meeting. */
  documents: 20,
  /** Concurrent uploads on the whole server. */
  uploads: 8,
  documentDaysMax: 30,
  blankPages: 20,
  /** [DOC5] Points per message, per stroke, per page, and per meeting. */
  strokeBatch: 128,
  strokePoints: 1000,
  pagePoints: 6000,
  inkPoints: 30_000,
  pageStrokes: 400,
  eraseBatch: 50,
  /** [POL3] Characters in the office's name and help-desk line; bytes and pixels of its emblem. */
  officeName: 80,
  helpLine: 120,
  emblemBytes: 256 * 1024,
  emblemSide: 2048,
  /** [REC] Maximum days a recording is kept; operators can only set fewer. */
  recordingDaysMax: 30,
  /** Bytes per encrypted chunk of a recording, and per recording. */
  recordingChunk: 4 * 1024 * 1024,
  recordingBytes: 4 * 1024 ** 3,
  /** Bytes of disk space that recording must leave free for the store. */
  recordingDiskFree: 1024 ** 3,
  /** Accounts a host may name as readers of one recording. */
  recordingReaders: 50,
  /** Bytes per signaling frame. */
  frameBytes: 64 * 1024,
  /** [ADM6] Bytes that may be queued on one connection, besides the largest single message. */
  unsentBytes: 512 * 1024,
} as const

/** Milliseconds. */
export const TIMES = {
  /** [ADM6] How long a seat is kept after its connection is lost. */
  breakForgiven: 2 * 60_000,
  /** [DOC3] How long an upload may stall. */
  uploadIdle: 2 * 60_000,
  /** How long a meeting continues without a host before it closes. */
  hostAbsence: 15 * 60_000,
  /** [SHR1] How long sharing grants survive the loss of a host's own connection. */
  hostGrace: 20_000,
  /** [CAL4] How long before the lobby closes people inside are told. */
  closingNotice: 5 * 60_000,
  /** [REC] How long after a recording stops its last chunks may still arrive. */
  recordingTail: 60_000,
} as const
