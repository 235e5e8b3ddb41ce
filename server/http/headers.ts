import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Origins } from './origin.ts'

/** Two years, as required by browsers' preload lists. */
const HSTS_SECONDS = 2 * 365 * 24 * 60 * 60

/**
 * Device features that the page may use. All others are disabled for it and for embedded content.
 */
const OURS = ['autoplay', 'camera', 'display-capture', 'fullscreen', 'microphone',
  'publickey-credentials-create', 'publickey-credentials-get', 'screen-wake-lock', 'speaker-selection'] // prettier-ignore
const NOBODYS = ['accelerometer', 'browsing-topics', 'geolocation', 'gyroscope', 'hid',
  'idle-detection', 'local-fonts', 'magnetometer', 'midi', 'payment', 'serial', 'usb',
  'xr-spatial-tracking'] // prettier-ignore
const PERMISSIONS = [
  ...OURS.map((name) => `${name}=(self)`),
  ...NOBODYS.map((name) => `${name}=()`),
].join(', ')

/**
 * [NET] Pages load only from this server, and only its own files run as scripts.
 * @param inline hashes of what else may stand in pages as a script, as the policy's sources
 */
export async function installHeaders(
  fastify: FastifyInstance,
  secure: boolean,
  origins: Origins,
  inline: readonly string[],
): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Allows compiling WebAssembly, but only from our own files (connect-src), and never text
        // as script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'", ...inline],
        styleSrc: ["'self'"],
        // 'self' includes ws, except in older Safari.
        connectSrc: ["'self'", () => origins.all().filter(isNameable).map(toSocket).join(' ')],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: secure ? { maxAge: HSTS_SECONDS, includeSubDomains: false } : false,
  })
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS)
  })
}

/** CSP has no way to write an IPv6 address (CSP 3, section 2.3.1, host-part). */
const isNameable = (origin: string): boolean => !origin.includes('[')
const toSocket = (origin: string): string => origin.replace(/^http/, 'ws')
