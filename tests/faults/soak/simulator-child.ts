/** Helcim and the shop's customers in a process of their own. */
import type { CustomerActionName } from '../../../electron/simulator/customer-action-names.ts';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import { startSimulator } from '../../../electron/simulator/simulator.ts';
import { monotonicMs } from '../../bench/monotonic.ts';
import { answerLink } from './link.ts';

export type SimulatorQuestion =
  | { readonly ask: 'addresses' }
  | { readonly ask: 'webhook-url'; readonly url: string }
  | { readonly ask: 'fault'; readonly fault: FaultInput }
  | { readonly ask: 'clear-faults' }
  | { readonly ask: 'is-asking'; readonly code: string }
  /** Answers the moment of the action, or null when it is not possible now. */
  | { readonly ask: 'act'; readonly code: string; readonly action: Exclude<CustomerActionName, 'add-tip'> }
  | { readonly ask: 'truth' };

export interface SimulatorTruth {
  /** Invoice numbers of the purchase requests that arrived, refused ones included. */
  readonly sent: readonly string[];
  readonly approved: readonly { readonly invoiceNumber: string; readonly cents: number }[];
}

const simulator = await startSimulator({ devices: ['AB12', 'CD34', 'EF56'] });

async function act(code: string, action: Exclude<CustomerActionName, 'add-tip'>): Promise<number | null> {
  const atMs = monotonicMs();
  return (await simulator.act(code, action)).ok ? atMs : null;
}

function truth(): SimulatorTruth {
  return {
    sent: simulator
      .requests()
      .filter(({ path }) => path.endsWith('/payment/purchase'))
      .map(({ body }) => (body as { invoiceNumber: string }).invoiceNumber),
    approved: simulator
      .transactions()
      .filter(({ status }) => status === 'APPROVED')
      .map(({ invoiceNumber, amountCents }) => ({ invoiceNumber, cents: amountCents })),
  };
}

answerLink<SimulatorQuestion>(async (question) => {
  switch (question.ask) {
    case 'addresses': {
      const { url, token, verifier } = simulator;
      return { url, token, verifier, codes: simulator.devices().map(({ code }) => code) };
    }
    case 'webhook-url':
      return simulator.setWebhookUrl(question.url);
    case 'fault':
      return simulator.faults.add(question.fault);
    case 'clear-faults':
      return simulator.faults.clear();
    case 'is-asking':
      return simulator.devices().some(({ code, state }) => code === question.code && state === 'asking');
    case 'act':
      return act(question.code, question.action);
    case 'truth':
      return truth();
  }
});
