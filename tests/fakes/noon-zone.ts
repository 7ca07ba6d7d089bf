/** A zone in which it is about noon now, so that no test that takes a while sees its business day end. */
export function noonZone(nowMs = Date.now()): string {
  const ahead = 12 - new Date(nowMs).getUTCHours();
  // These names count the other way round: `Etc/GMT-3` is three hours ahead of UTC.
  if (ahead === 0) return 'Etc/UTC';
  return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`;
}
