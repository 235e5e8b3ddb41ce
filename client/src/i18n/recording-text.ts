/**
 * The version of what people consent to: `text` in each language's recording.ts. Whoever changes
 * what it promises counts up, here and as `RECORDING_TEXT` in protocol/recording.ts: the log
 * names the one that each person was shown, and an older page's answer is refused.
 */
export const TEXT_VERSION = 2
