import type { Texts } from '../vi/account.ts'

export const texts: Texts = {
  nav: {
    meetings: 'My meetings',
    calendar: 'Calendar',
    newMeeting: 'New meeting',
    serverMeetings: 'All meetings',
    serverHealth: 'Server status',
    accounts: 'Accounts',
    audit: 'Audit log',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    security: 'Security of my account',
    changePassword: 'Change my password',
    changePasswordBody: 'Other browsers that are signed in to this account will be signed out.',
    currentPassword: 'Current password',
    newPassword: 'New password',
    account: (name) => `Account of ${name}`,
    signOutEverywhereTitle: 'Sign out on every device?',
    signOutEverywhereBody:
      'Every browser signed in with this account, this one included, will have to sign in again.',
    serverPolicy: 'Rules',
    recordings: 'Recordings',
  },

  setup: {
    title: 'First set-up',
    intro: "Create the operator's account. This link works once.",
    username: 'User name',
    usernameHint: 'Small letters without accents, digits, dot, hyphen; 2 to 40 characters.',
    usernameBad: 'A user name has only small letters without accents, digits, dots and hyphens.',
    name: 'Full name',
    password: 'Password',
    passwordHint: (min) =>
      `At least ${min} characters. A long phrase beats a short riddle. Pasting is fine.`,
    submit: 'Create account',
    noToken: 'This link lacks its code. Copy the whole link again.',
    done: 'The account is ready. You can sign in now.',
  },

  activate: {
    title: 'Activate account',
    intro: 'Set a password of your own. This link works once.',
    submit: 'Set password',
    done: 'Your password is set. You can sign in now.',
  },

  signIn: {
    title: 'Sign in',
    intro: 'For organisers and operators. Guests need no account.',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    needed: 'Please sign in to continue.',
  },

  sso: {
    signIn: (system) => `Sign in with ${system}`,
    or: 'Or use an account of this server',
    signOut: (system) => `Sign out of ${system} as well`,
    account: 'By the office’s system',
    reset: 'Reset second factors',
    resetNamed: (name) => `Reset second factors: ${name}`,
    resetTitle: 'Reset second factors?',
    resetBody: (name) =>
      `For when ${name} has lost their phone or key. All second factors and recovery codes are removed and every session ends; the person signs in by the office’s system and sets them up again. Make sure first that it is really them.`,
  },

  policy: {
    title: 'Sign-in policy',
    hosts: 'Organisers must have a second factor',
    hostsWhat:
      'Operators always must. When this is on, organisers without one have to add it at their next visit.',
    column: 'Second factor',
    has: 'Yes',
    hasNot: 'None',
    reset: 'Reset all',
    resetNamed: (name) => `Reset all: ${name}`,
    resetTitle: 'Reset password and second factors?',
    resetBody: (name) =>
      `For when ${name} has lost their phone or key. The password, all second factors and recovery codes are removed; the person sets them up again with a new link. Make sure first that it is really them.`,
    resetSubmit: 'Reset and make link',
  },
}
