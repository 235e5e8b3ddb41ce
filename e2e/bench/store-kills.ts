/**
 * The server is killed with -9 in the middle of writing, again and again: whether the log's chain
 * holds, and whether every verdict that a host was told is in the store. Knocks, verdicts, blocks
 * and the lock come as fast as they are answered. Prints figures and fails at the first loss:
 * node setup/run.mjs e2e/bench/store-kills.ts [kills]
 */
import { loadavg } from 'node:os'
import { killWhileWriting } from '../support/store-kills.ts'

const kills = Number(process.argv[2] ?? 200)
const { verdicts, entries } = await killWhileWriting(kills)
console.log(`${kills} kills; load ${loadavg()[0]?.toFixed(1)}`)
console.log(`verdicts acknowledged, all in the store: ${verdicts}`)
console.log(`entries of the log, chain intact after every kill: ${entries}`)
