import { isIP } from 'node:net'
import { readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { reason } from '../app/log.ts'
import { Misuse } from './command.ts'
import type { Command } from './command.ts'
import { bad } from './finding.ts'
import type { Finding, Said } from './finding.ts'
import { checkClock, checkData, checkDisk, checkStore } from './doctor-data.ts'
import { checkBuffers, checkNodes, checkPorts, checkTls, isRunning } from './doctor-net.ts'
import { checkEdge, checkTurn, checkUdpFrom } from './doctor-reach.ts'

/**
 * Checks everything on this machine that meetings depend on. Its only write is a temporary file in
 * the data folder, and it contacts only the operator's own TURN server and reverse proxy. UDP from
 * outside can only be checked from outside: `--udp-from` waits for a packet.
 */
export const doctor: Command = {
  usage: '[--udp-from ADDRESS]',
  about:
    'checks settings, data, disk, worker, ports, certificate, TURN and clock; the server may be running, except for --udp-from',
  options: { 'udp-from': { type: 'string' } },
  words: [0, 0],
  async run({ text }) {
    const from = text('udp-from')
    if (from !== undefined && isIP(from) === 0)
      throw new Misuse(`Usage: anhop doctor ${this.usage}`)
    const config = readConfig(process.env)
    const running = isRunning(config.data)
    const looks: Record<string, () => Promise<Said[]>> = {
      data: async () => checkData(config.data),
      disk: async () => [checkDisk(config.data)],
      store: async () => [await checkStore(config)],
      clock: async () => [await checkClock(config, Date.now())],
      worker: () => checkNodes(config.media),
      ports: () => checkPorts(config, running),
      certificate: async () =>
        config.tls === null
          ? checkEdge(config, Date.now())
          : checkTls(config, config.tls, Date.now()),
      turn: () => checkTurn(config, Date.now()),
      buffers: async () => [checkBuffers()],
      ...(from !== undefined && { udp: () => udpFrom(config, from, running) }),
    }
    const findings: Finding[] = []
    for (const [check, look] of Object.entries(looks)) {
      const found = await look().catch((error: unknown) => [bad(reason(error))])
      findings.push(...found.map((finding) => ({ check, ...finding })))
    }
    return {
      ok: findings.every(({ state }) => state !== 'bad'),
      lines: [
        `The server on ${config.data} is ${running ? '' : 'not '}running.`,
        ...findings.map(({ check, state, said }) =>
          [state.toUpperCase().padEnd(4), check.padEnd(11), said].join(' '),
        ),
      ],
      facts: { running, findings },
    }
  },
}

/** A running server's workers occupy the ports and do not answer unknown packets. */
const udpFrom = async (config: Config, from: string, running: boolean): Promise<Said[]> =>
  running
    ? [bad('the running server uses the media ports; stop it to check whether UDP reaches them')]
    : checkUdpFrom(config, from)
