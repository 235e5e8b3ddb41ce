/**
 * Names of settings that other products have and that would lower the floor. None exists here. The
 * error names the rule in docs/SPEC.md so that operators stop searching.
 */
const FLOOR: readonly (readonly [name: RegExp, rule: string, sentence: string])[] = [
  [
    /RECORD|TRANSCRI/,
    'REC',
    'recording needs everyone’s consent and is encrypted in the browser; only ANHOP_RECORDING_ARCHIVE_KEY makes it possible',
  ],
  [
    /AUTO_?ADMIT|BYPASS|SKIP|LOBBY|WAITING|KNOCK|ADMI(T|SSION)/,
    'ADM1',
    'everyone always needs the password and passes the lobby',
  ],
  [
    /GUEST|ANONYMOUS|VERIFIED_NAMES?/,
    'ADM5',
    'the server stamps identity, and guests are shown as unverified; to accept fewer guests, use the rules page',
  ],
  [
    /ATTEMPT|TRIES|LOCK_?OUT|BRUTE|RATE_?LIMIT|THROTTL/,
    'PWD4',
    'wrong attempts are counted, slow down and lock out, at constant limits',
  ],
  [/ARGON|HASH|BCRYPT/, 'PWD3', 'passwords are stored as argon2id at a fixed cost'],
  [
    /PASS(WORD|CODE|PHRASE)?_?(MIN|MAX|LENGTH|POLICY|STRENGTH|RULES|COMPLEXITY)/,
    'PWD2',
    'the requirements for a password are constants of the server',
  ],
  [/PASS(WORD|CODE|PHRASE)|(^|_)PIN(_|$)/, 'PWD1', 'every meeting has its own password'],
  [
    /2FA|MFA|TWO_?FACTOR|SECOND_?FACTOR|TOTP|PASSKEY|FACTOR/,
    'SES',
    'operators always have a second factor; a switch on the accounts page requires it of organizers',
  ],
  [/SESSION|COOKIE|JWT/, 'SES', 'session lifetimes and cookie attributes are constants'],
  [
    /SHARE(?!D)|SCREEN/,
    'SHR1',
    'everyone but the host and co-hosts needs a grant to share a screen',
  ],
  [/BITRATE|BANDWIDTH|SIMULCAST/, 'SHR2', 'the bitrate limit of each source is a constant'],
  [
    /MUTE|MODERAT/,
    'FLR',
    'mute acts on the media in the server, and nobody’s microphone is opened for them',
  ],
  [/AUDIT/, 'AUD', 'everything of importance is always logged'],
  [
    /STUN|CSP|CORS|CDN|ANALYTIC|TELEMETRY|SENTRY|TRACKING|INSECURE|ALLOW_HTTP|ALLOWED_ORIGIN/,
    'NET',
    'pages contact no third party, and other origins may not contact the server',
  ],
]

/** One sentence on why this key is not a setting, with the rule of the floor if one applies. */
export function unknownKey(key: string): string {
  const found = FLOOR.find(([name]) => name.test(key.replace(/^ANHOP_/, '')))
  if (found === undefined) {
    return `${key} is not a setting of this server; docs/CONFIGURATION.md lists them all.`
  }
  const [, rule, sentence] = found
  return `${key} is not a setting: rule ${rule} of the floor says that ${sentence} (docs/SPEC.md).`
}

/** Used by the test that looks the rules up in docs/SPEC.md. */
export const FLOOR_RULES: readonly string[] = FLOOR.map(([, rule]) => rule)
