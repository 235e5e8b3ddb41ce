import type { Texts } from '../vi/security.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  factors: {
    proveTitle: 'Second step',
    proveIntro: (username) =>
      `The first step is right. Prove once more that it is you to sign in as ${username}.`,
    again: 'Confirm that it is you',
    againIntro: 'This change needs a fresh proof, which is good for 5 minutes.',
    code: '6-digit code from your authenticator app',
    recovery: 'Recovery code',
    recoveryHint: 'Each code works once.',
    submit: 'Confirm',
    withPasskey: 'Use a passkey',
    withRecovery: 'Use a recovery code',
    withCode: 'Use the authenticator app',
    signInPasskey: 'Sign in with a passkey',
    leave: 'Sign out',

    enrolTitle: 'Add a second factor',
    enrolIntro:
      'This account needs something besides the password, so that whoever learns the password still cannot get in.',
    choose: 'Way to prove it is you',
    kinds: { totp: 'Authenticator app', passkey: 'Passkey' },
    kindsWhat: {
      totp: 'An app on your phone shows a 6-digit code; it needs no network.',
      passkey: 'Fingerprint, face or PIN of this device, or a USB security key.',
    },
    scan: 'Scan the QR code with the authenticator app on your phone.',
    byHand: 'Or type this key into the app',
    copyKey: 'Copy key',
    thenCode: 'Then enter the code that the app shows.',
    name: 'Name to know it by',
    defaultNames: { totp: 'My phone', passkey: 'This device' },
    create: 'Create passkey',
    createWhat: 'The browser will ask for a fingerprint, face, PIN or security key.',

    codesTitle: 'Recovery codes',
    codesBody:
      'If you lose your phone or key, each of these codes lets you in once. They are shown only now: print them or keep them in a safe place, apart from the password.',
    codesList: 'List of recovery codes',
    copyCodes: 'Copy the codes',
    codesKept: 'I have put these codes away',
  },

  security: {
    title: 'Security of my account',
    password: 'Password',
    passwordBody: 'Change the password you sign in with. Your other sessions end.',
    factors: 'Second factors',
    factorsBody: 'Besides the password, signing in takes one of these.',
    none: 'There is none. Whoever knows the password gets into this account.',
    required: 'This account must have at least one second factor.',
    added: (when) => `Added ${when}`,
    used: (when) => `Last used ${when}`,
    unused: 'Never used',
    add: 'Add a factor',
    rename: 'Rename',
    renameNamed: (name) => `Rename: ${name}`,
    remove: 'Remove',
    removeNamed: (name) => `Remove: ${name}`,
    removeTitle: 'Remove this factor?',
    removeBody: (name) => `“${name}” can no longer be used to sign in.`,
    codes: 'Recovery codes',
    codesLeft: (left) =>
      plural(left, { one: '1 unused code is left.', other: `${left} unused codes are left.` }),
    newCodes: 'Make new codes',
    newCodesTitle: 'Make new recovery codes?',
    newCodesBody: 'The old ones stop working at once.',
    sessions: 'Sessions',
    sessionsBody:
      'Browsers signed in with this account. If you see one you do not know, end it and change your password.',
    sessionsList: 'List of sessions',
    unknownBrowser: 'Unknown browser',
    thisOne: 'This session',
    since: (when) => `Signed in ${when}`,
    seen: (when) => `Last active ${when}`,
    revoke: 'End',
    revokeNamed: (browser) => `End session: ${browser}`,
    revokeOthers: 'End all other sessions',
    revokeOthersTitle: 'End all other sessions?',
    revokeOthersBody: 'Other browsers will have to sign in again. This one stays.',
  },
}
