/** [ADM5] Whether a personal invite opens anything at all; with the password, and in its own meeting. */
export const inviteGood = (
  invite: { expiresAt: number; revokedAt: number | null } | null,
  now: number,
): boolean => invite !== null && invite.revokedAt === null && now < invite.expiresAt
