/** Bounds of what crosses the wire of end-to-end keys; apart, because browsers need them too. */
export const MLS_LIMITS = {
  /**
   * Characters of base64url in one message, commit and Welcome together; larger goes as blobs. With
   * the longest lists beside them it still fits into a frame.
   */
  inline: 44 * 1024,
  blobBytes: 1024 * 1024,
  keyPackageBytes: 2 * 1024,
  noticeBytes: 1024,
  /** What is sealed for one member; and a reaction or a heartbeat, sealed for all. */
  sealedBytes: 1024,
  /** A sealed message of the longest text, also with a copy of its key for each leader. */
  messageBytes: 14 * 1024,
  /** The same for a question. */
  questionBytes: 7 * 1024,
  /** People added by one commit. */
  batch: 20,
  /** Members of one group, and how many of them lead. */
  seats: 500,
  leaders: 32,
  /** The commits that are kept for those who missed some. */
  logEntries: 64,
  logBytes: 4 * 1024 * 1024,
  /** Welcomes and trees that are kept for those who have not joined yet. */
  invitations: 32,
  invitationBytes: 8 * 1024 * 1024,
  /** Blobs that no commit names yet: of one person, and of all. */
  draftsEach: 8,
  draftBytesEach: 2 * 1024 * 1024,
  draftBytes: 16 * 1024 * 1024,
} as const

/** Milliseconds. */
export const MLS_TIMES = {
  /** How long leavings are collected into one commit. */
  collect: 2000,
  /** How long whoever removes somebody waits for the commit; then it is still owed. */
  removal: 1500,
  /** How long a leader has to answer before the next one is asked. */
  answer: 3000,
  /** How long the leaders' claims are awaited after a restart. */
  claims: 3000,
  /** How long a leader may be away before others can found a successor. */
  absence: 10_000,
  /** How long a blob is kept that no commit names. */
  draft: 60_000,
  /** How long somebody may take to join by their Welcome. */
  invitation: 2 * 60_000,
} as const
