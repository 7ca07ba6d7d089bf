/** The simulator of Helcim in a process of its own, told what to do by the bench. */
import { startSimulator } from '../../electron/simulator/simulator.ts';
import { monotonicMs } from './monotonic.ts';

/** What the bench may ask. Every question gets one message as its answer. */
export type SimulatorQuestion =
  /** The customer of the first terminal taps; no webhook leaves. Answer: `transactionId`. */
  | { readonly ask: 'tap' }
  /** Answer: `firstByteMs` of the purchase with this number, by the machine's monotonic clock, or null. */
  | { readonly ask: 'firstByte'; readonly invoiceNumber: string };

const simulator = await startSimulator({ seed: 'bench' });
// Helcim's own limits are no part of what is measured; the till keeps to them by itself.
simulator.setRateLimits({ perMinute: 100_000, perHour: 100_000 });
const code = simulator.devices()[0]?.code ?? '';
const toMonotonicMs = monotonicMs() - performance.now();

async function answer(question: SimulatorQuestion): Promise<object> {
  if (question.ask === 'tap') {
    const result = await simulator.act(code, 'tap-credit');
    if (!result.ok) throw new Error(`the customer cannot tap: ${result.reason}`);
    return { transactionId: result.transaction?.transactionId ?? null };
  }
  const purchase = simulator.requests().findLast(({ bodyText }) => bodyText.includes(question.invoiceNumber));
  return { firstByteMs: purchase ? purchase.firstByteMs + toMonotonicMs : null };
}

process.on('message', (question: SimulatorQuestion) => {
  void answer(question).then((message) => process.send?.(message));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: simulator.url, token: simulator.token, verifier: simulator.verifier, code });
