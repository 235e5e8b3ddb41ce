import type { Texts } from '../vi/office.ts'

export const texts: Texts = {
  title: 'The office',
  intro:
    'Emblem, name and help desk let people recognize their own office’s server. They are public: everybody who opens a page sees them, signed in or not. Each change is logged with the old and new value.',
  whereShown:
    'Shown in the header, the waiting room, the page after a meeting, invitations, calendar files and on paper. What you leave empty stays as it was at first.',

  emblem: 'Emblem',
  emblemWhat: (kilobytes: number, side: number) =>
    `A PNG, JPEG or WebP picture of at most ${kilobytes} kB, with at most ${side} pixels on each side. A PNG with a transparent background looks best. SVG is not accepted, because it may contain scripts.`,
  emblemNone: 'There is no emblem yet.',
  emblemNow: 'Current emblem',
  choose: 'Choose a picture',
  replace: 'Choose another picture',
  remove: 'Remove emblem',
  removeBody: 'Pages, emails and paper will have no emblem from now on.',
  refused: {
    document_type: 'This file is not a PNG, JPEG or WebP picture.',
    document_broken:
      'This picture is damaged, moves, or has extra data at its end. Please open it, save it as PNG and try again.',
    document_mixed:
      'This file contains something besides the picture. Please open it, save it as PNG and try again.',
    document_too_large: 'This picture has too many pixels. Please make it smaller and try again.',
    too_large: 'This file is too large. Please make the picture smaller and try again.',
  },

  fields: {
    name: 'Name of the office',
    accent: 'Accent color',
    helpLine: 'Help-desk telephone',
    helpAddress: 'Help-desk address',
  },
  nameHint: 'For example: Department of Home Affairs, Lam Dong province.',
  accentHint:
    'For buttons, links and what is selected. Empty means the default blue. The color for the dark theme follows from it.',
  accentPick: 'Pick a color',
  accentBad: 'A color is # and six hexadecimal digits, such as #9e2a22.',
  accentPale: (ratio: string) =>
    `This color is too pale: white text on it has a contrast of only ${ratio}, and needs 4.5.`,
  accentUse: (color: string) => `Use the closest readable color: ${color}`,
  helpLineHint: 'For example: (0263) 382 1234, extension 113, in office hours.',
  helpAddressHint: 'An email address, or a web page that starts with https://.',
  helpAddressBad: 'Please enter an email address, or an address that starts with https://.',
  preview: 'Preview',
  sampleButton: 'Join meeting',
  sampleLink: 'My meetings',
  themes: { light: 'Light theme', dark: 'Dark theme' },
  submit: 'Save',
  done: 'Saved. People see it the next time they open a page.',
}
