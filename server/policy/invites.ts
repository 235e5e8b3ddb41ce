/**
 * [ADM5] Whether a personal invite is valid at all; it still needs the password, and only works in
 * its own meeting.
 */
export const inviteGood = (
  invite: { expiresAt: number; revokedAt: number | null } | null,
  now: number,
): boolean => invite !== null && invite.revokedAt === null && now < invite.expiresAt
