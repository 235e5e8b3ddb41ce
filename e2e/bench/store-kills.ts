/**
 * Kills the server (SIGKILL) while it writes, again and again, and checks that the audit chain is
 * intact and every acknowledged decision is in the store. Knocks, decisions, blocks and locks
 * follow each other as fast as they are answered. Prints figures and fails at the first loss: node
 * setup/run.mjs e2e/bench/store-kills.ts [kills]
 */
import { loadavg } from 'node:os'
import { killWhileWriting } from '../support/store-kills.ts'

const kills = Number(process.argv[2] ?? 200)
const { verdicts, entries } = await killWhileWriting(kills)
console.log(`${kills} kills; system load ${loadavg()[0]?.toFixed(1)}`)
console.log(`acknowledged decisions, all in the store: ${verdicts}`)
console.log(`log entries, chain intact after every kill: ${entries}`)
