import type { Role } from './model.ts'

const RANK: Record<Role, number> = { participant: 0, cohost: 1, host: 2 }

export const leads = (role: Role): boolean => role === 'host' || role === 'cohost'
export const outranks = (role: Role, other: Role): boolean => RANK[role] > RANK[other]
