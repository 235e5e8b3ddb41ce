/**
 * The version of the text people consent to: `text` in each language's recording.ts. When its
 * promises change, increment it here and as `RECORDING_TEXT` in protocol/recording.ts: the audit
 * log records the version each person was shown, and the answer from an outdated page is rejected.
 */
export const TEXT_VERSION = 2
