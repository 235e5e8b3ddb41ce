import type { Texts } from '../vi/security.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  factors: {
    proveTitle: 'Second sign-in step',
    proveIntro: (username) =>
      `The first step is complete. Confirm once more that it’s you to sign in as ${username}.`,
    again: 'Confirm that it’s you',
    againIntro: 'This change needs a new confirmation, which is valid for 5 minutes.',
    code: '6-digit code from your authenticator app',
    recovery: 'Recovery code',
    recoveryHint: 'Each code works only once.',
    submit: 'Confirm',
    withPasskey: 'Use a passkey',
    withRecovery: 'Use a recovery code',
    withCode: 'Use the authenticator app',
    signInPasskey: 'Sign in with a passkey',
    leave: 'Sign out',

    enrolTitle: 'Add a second factor',
    enrolIntro:
      'This account needs something besides the password, so that someone who learns the password still cannot get in.',
    choose: 'Method',
    kinds: { totp: 'Authenticator app', passkey: 'Passkey' },
    kindsWhat: {
      totp: 'An app on your phone shows a 6-digit code, even offline.',
      passkey: 'Fingerprint, face or PIN of this device, or a USB security key.',
    },
    scan: 'Scan the QR code with the authenticator app on your phone.',
    byHand: 'Or enter this key in the app',
    copyKey: 'Copy key',
    thenCode: 'Then enter the code shown in the app.',
    name: 'Label',
    defaultNames: { totp: 'My phone', passkey: 'This device' },
    create: 'Create passkey',
    createWhat: 'The browser will ask for a fingerprint, face, PIN or security key.',

    codesTitle: 'Recovery codes',
    codesBody:
      'If you lose your phone or key, each of these codes lets you in once. They are shown only now: print them or store them safely, separate from your password.',
    codesList: 'Recovery codes',
    copyCodes: 'Copy codes',
    codesKept: 'I have stored these codes',
  },

  security: {
    title: 'Account security',
    password: 'Password',
    passwordBody: 'Change your sign-in password. Your other sessions will end.',
    factors: 'Second factors',
    factorsBody: 'In addition to the password, signing in requires one of these.',
    none: 'None yet. Anyone who knows the password can get into this account.',
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
      plural(left, { one: '1 unused code left.', other: `${left} unused codes left.` }),
    newCodes: 'Create new codes',
    newCodesTitle: 'Create new recovery codes?',
    newCodesBody: 'The old codes stop working immediately.',
    sessions: 'Sessions',
    sessionsBody:
      'Browsers signed in to this account. If you see one you don’t recognize, end it and change your password.',
    sessionsList: 'Sign-in sessions',
    unknownBrowser: 'Unknown browser',
    thisOne: 'This session',
    since: (when) => `Signed in ${when}`,
    seen: (when) => `Last active ${when}`,
    revoke: 'End',
    revokeNamed: (browser) => `End session: ${browser}`,
    revokeOthers: 'End all other sessions',
    revokeOthersTitle: 'End all other sessions?',
    revokeOthersBody: 'Other browsers will have to sign in again. This session stays.',
  },
}
