import { readNodeConfig } from '#server/config/config.ts'
import { connectNodes } from './nodes/remote.ts'

// A media node's container health check: exits with 0 if this machine's answers as it does servers.
const { listen, secret } = readNodeConfig(process.env)
const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[listen.host] ?? listen.host
const address = `${own.includes(':') ? `[${own}]` : own}:${listen.port}`
const log = { info() {}, warn() {}, error() {} }
const sfu = await connectNodes({ nodes: [address], secret, consumersPerWorker: 1, log })
process.exit((await sfu.answers()) ? 0 : 1)
