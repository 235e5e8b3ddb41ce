/**
 * Polyfill for pdf.js: even its legacy build needs Promise.withResolvers, which Chromium 109 lacks.
 * Loaded only with the PDF worker.
 */
import 'core-js/es/promise/with-resolvers'
