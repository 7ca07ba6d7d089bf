/**
 * Waits for a condition that another part brings about. It asks again after every turn of the event loop and after
 * real I/O, and fails with what it waited for.
 */
export async function waitUntil<Value>(
  what: string,
  ask: () => Value | Promise<Value>,
  limitMs = 8_000,
): Promise<NonNullable<Value>> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (value !== null && value !== undefined && value !== false) return value as NonNullable<Value>;
    if (performance.now() > endMs) throw new Error(`waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
