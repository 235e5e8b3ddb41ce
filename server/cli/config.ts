import { readConfig } from '../config/config.ts'
import type { Command } from './command.ts'

export const configCheck: Command = {
  usage: '',
  about: 'checks whether the server would start with these settings; lists every fault',
  words: [0, 0],
  async run() {
    const config = readConfig(process.env)
    // Print no secrets.
    const { host, port, data, publicUrl, media, turn, mail, oidc, metrics } = config
    const has = { tls: config.tls !== null, turn: turn !== null }
    const facts = { host, port, data, publicUrl, media, metrics, ...has }
    return {
      ok: true,
      lines: [`The settings are valid. The server listens on ${host} port ${port}; data: ${data}.`],
      facts: { ...facts, mail: mail !== null, singleSignOn: oidc !== null },
    }
  },
}
