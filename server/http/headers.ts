import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Origins } from './origin.ts'

/** Two years, as browsers' preload lists ask for. */
const HSTS_SECONDS = 2 * 365 * 24 * 60 * 60

/** What the page may use of the machine; the rest is switched off for it and for anything in it. */
const OURS = ['autoplay', 'camera', 'display-capture', 'fullscreen', 'microphone',
  'publickey-credentials-create', 'publickey-credentials-get', 'screen-wake-lock', 'speaker-selection'] // prettier-ignore
const NOBODYS = ['accelerometer', 'browsing-topics', 'geolocation', 'gyroscope', 'hid',
  'idle-detection', 'local-fonts', 'magnetometer', 'midi', 'payment', 'serial', 'usb',
  'xr-spatial-tracking'] // prettier-ignore
const PERMISSIONS = [
  ...OURS.map((name) => `${name}=(self)`),
  ...NOBODYS.map((name) => `${name}=()`),
].join(', ')

/** [NET] The pages load from this server and nowhere else, and nothing runs that is not a file of it. */
export async function installHeaders(
  fastify: FastifyInstance,
  secure: boolean,
  origins: Origins,
): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Compiling WebAssembly, of files of ours alone (connect-src); never text as script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        // 'self' means ws too, except in older Safari.
        connectSrc: ["'self'", () => origins.all().map(toSocket).join(' ')],
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

const toSocket = (origin: string): string => origin.replace(/^http/, 'ws')
