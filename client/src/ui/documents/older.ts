/**
 * For pdf.js, whose build for older browsers expects this of them nevertheless: Chromium 109 has it
 * not. Fetched with the reader alone.
 */
import 'core-js/es/promise/with-resolvers'
