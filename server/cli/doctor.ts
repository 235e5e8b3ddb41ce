import { readConfig } from '../config.ts'
import { reason } from '../log.ts'
import type { Command } from './command.ts'
import { bad } from './finding.ts'
import type { Finding, Said } from './finding.ts'
import { checkClock, checkData, checkDisk, checkStore } from './doctor-data.ts'
import { checkBuffers, checkPorts, checkTls, checkWorker, isRunning } from './doctor-net.ts'

/**
 * What of the machine has to be right for meetings. Changes nothing but a file that it makes in the
 * data folder and removes. Whether media gets through from outside, and whether the TURN server
 * relays, can only be seen from there: `e2e/lab/turn-targets.ts` asks a TURN server.
 */
export const doctor: Command = {
  usage: '',
  about: 'looks at settings, data, disk, worker, ports, certificate, clock; the server may run',
  words: [0, 0],
  async run() {
    const config = readConfig(process.env)
    const running = isRunning(config.data)
    const looks: Record<string, () => Promise<Said[]>> = {
      data: async () => checkData(config.data),
      disk: async () => [checkDisk(config.data)],
      store: async () => [await checkStore(config)],
      clock: async () => [await checkClock(config, Date.now())],
      worker: async () => [await checkWorker()],
      ports: () => checkPorts(config, running),
      certificate: async () => checkTls(config, Date.now()),
      buffers: async () => [checkBuffers()],
    }
    const findings: Finding[] = []
    for (const [check, look] of Object.entries(looks)) {
      const found = await look().catch((error: unknown) => [bad(reason(error))])
      findings.push(...found.map((finding) => ({ check, ...finding })))
    }
    return {
      ok: findings.every(({ state }) => state !== 'bad'),
      lines: [
        `The server ${running ? 'runs' : 'does not run'} on ${config.data}.`,
        ...findings.map(({ check, state, said }) =>
          [state.toUpperCase().padEnd(4), check.padEnd(11), said].join(' '),
        ),
      ],
      facts: { running, findings },
    }
  },
}
