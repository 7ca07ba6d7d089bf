/**
 * Milliseconds of the machine's monotonic clock. Node reads the same one in every process, so that a moment here and
 * a moment in a child may be subtracted without any guess about how far apart two clocks are.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
