/**
 * Names under which people look for a switch that other products have and that would lower the
 * floor. None of them exists; the answer names the rule, so that nobody goes on looking. The rules
 * are those of docs/SPEC.md.
 */
const FLOOR: readonly (readonly [name: RegExp, rule: string, sentence: string])[] = [
  [
    /RECORD|TRANSCRI/,
    'REC',
    'recording is by consent of everyone and encrypted in the browser; ANHOP_RECORDING_ARCHIVE_KEY makes it possible, and nothing makes it otherwise',
  ],
  [
    /AUTO_?ADMIT|BYPASS|SKIP|LOBBY|WAITING|KNOCK|ADMI(T|SSION)/,
    'ADM1',
    'password and lobby are asked of everyone, always',
  ],
  [
    /GUEST|ANONYMOUS|VERIFIED_NAMES?/,
    'ADM5',
    'the server stamps who someone is, and a guest is shown as unverified; taking fewer guests is a rule on the page of rules',
  ],
  [
    /ATTEMPT|TRIES|LOCK_?OUT|BRUTE|RATE_?LIMIT|THROTTL/,
    'PWD4',
    'wrong tries are counted, slow down and lock out, at limits that are constants',
  ],
  [/ARGON|HASH|BCRYPT/, 'PWD3', 'passwords are kept as argon2id at one cost'],
  [
    /PASS(WORD|CODE|PHRASE)?_?(MIN|MAX|LENGTH|POLICY|STRENGTH|RULES|COMPLEXITY)/,
    'PWD2',
    'what makes a password good enough is a constant of the server',
  ],
  [/PASS(WORD|CODE|PHRASE)|(^|_)PIN(_|$)/, 'PWD1', 'every meeting has a password of its own'],
  [
    /2FA|MFA|TWO_?FACTOR|SECOND_?FACTOR|TOTP|PASSKEY|FACTOR/,
    'SES',
    'operators have a second factor, always; asking it of organisers is a switch on the page of accounts',
  ],
  [/SESSION|COOKIE|JWT/, 'SES', 'the lifetimes and marks of sessions are constants'],
  [/SHARE(?!D)|SCREEN/, 'SHR1', 'whoever does not lead needs a grant to share a screen'],
  [/BITRATE|BANDWIDTH|SIMULCAST/, 'SHR2', 'what each source may send is a constant'],
  [/MUTE|MODERAT/, 'FLR', 'mute acts on the media in the server, and opens nobody’s microphone'],
  [/AUDIT/, 'AUD', 'everything that counts is written to the log, always'],
  [
    /STUN|CSP|CORS|CDN|ANALYTIC|TELEMETRY|SENTRY|TRACKING|INSECURE|ALLOW_HTTP|ALLOWED_ORIGIN/,
    'NET',
    'pages ask nobody else for anything, and other origins may not speak to the server',
  ],
]

/** Why a key that is no setting is none: one sentence, with the floor's rule where there is one. */
export function unknownKey(key: string): string {
  const found = FLOOR.find(([name]) => name.test(key.replace(/^ANHOP_/, '')))
  if (found === undefined) {
    return `${key} is not a setting of this server; docs/CONFIGURATION.md lists them all.`
  }
  const [, rule, sentence] = found
  return `${key} is not a setting: rule ${rule} of the floor says that ${sentence} (docs/SPEC.md).`
}

/** For the test that looks them up in docs/SPEC.md. */
export const FLOOR_RULES: readonly string[] = FLOOR.map(([, rule]) => rule)
