/** A house that has gone live by the guide's own calls: a token, a verifier, a terminal, and an address of the shop's own. */
import { randomUUID } from 'node:crypto';
import type { CustomerActionName } from '../../electron/simulator/customer-action-names.ts';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import type { Result } from '../../shared/app-error.ts';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import type { AttemptState } from '../../shared/lifecycle.ts';
import { amountCents } from '../../shared/money.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { TunnelView } from '../../shared/tunnel.ts';
import { type HelcimProxy, startHelcimProxy } from './helcim-proxy.ts';
import { type HouseRig, openHouseRig } from './house-rig.ts';
import { startTlsProxy, type TlsProxy } from './tls-proxy.ts';
import { waitUntil } from './wait-until.ts';

export interface LiveHouse {
  readonly rig: HouseRig;
  readonly helcim: Simulator;
  /** Between the house and Helcim. */
  readonly line: HelcimProxy;
  /** The shop's own address. */
  readonly proxy: TlsProxy;
  readonly code: TerminalCode;
  handlers(): ReturnType<HouseRig['program']>['handlers'];
  tunnel(): TunnelView | null;
  /** The code of one item of the status. */
  healthOf(id: string): Promise<string | undefined>;
  charge(): Promise<Result<AttemptView>>;
  /** @returns the attempt's id once the terminal asks for a card */
  charged(): Promise<string>;
  customer(action: CustomerActionName): Promise<void>;
  reaches(attemptId: string, state: AttemptState): Promise<void>;
  /** Who said first what became of it. */
  sourceOf(attemptId: string): Promise<string | null | undefined>;
  close(): Promise<void>;
}

/** @param clockOffMs how far the machine's clock is off from the start */
export async function openLiveHouse(clockOffMs = 0): Promise<LiveHouse> {
  const helcim = await startSimulator({ seed: 'live-house' });
  const line = await startHelcimProxy(helcim);
  const rig = await openHouseRig();
  rig.machine.clockOffMs = clockOffMs;
  await rig.start(line.url);
  const code = (helcim.devices()[0]?.code ?? '') as TerminalCode;
  const handlers = () => rig.program().handlers;
  const localUrl = async () => (await rig.snapshot()).webhook.localUrl ?? '';
  await expectOk(handlers().setup.saveToken({ token: helcim.token, isOtherAccountMeant: false }));
  await waitUntil('money can be taken', () => rig.program().house.front().blocked() === null);
  await expectOk(handlers().setup.saveSecret({ name: 'verifier', secret: helcim.verifier }));
  await expectOk(handlers().terminals.pair({ code, nickname: null }));
  const port = () => Number(new URL(rig.program().house.front().webhookStatus().localUrl ?? '').port);
  const proxy = await startTlsProxy(port);
  const tunnel = { kind: 'own_url', publicUrl: proxy.url };
  await expectOk(handlers().settings.change({ patch: { tunnel }, who: 'Ada' }));
  helcim.setWebhookUrl(await localUrl());

  const house: LiveHouse = {
    rig,
    helcim,
    line,
    proxy,
    code,
    handlers,
    tunnel: () => rig.program().house.front().parts.tunnel.view(),
    healthOf: async (id) => (await rig.snapshot()).health.find((item) => item.id === id)?.code,
    charge: async () =>
      handlers().payments.charge({
        pressId: randomUUID(),
        pressedAtMs: Date.now() + rig.machine.clockOffMs,
        amountCents: amountCents(12_34),
        terminalCode: code,
        reference: null,
        customerCode: null,
        saleId: null,
        confirmedDoubtIds: [],
      }),
    async charged() {
      const answer = await house.charge();
      if (!answer.ok) throw new Error(answer.error.code);
      await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
      return answer.value.id;
    },
    async customer(action) {
      const done = await helcim.act(code, action === 'add-tip' ? { action, tipCents: 200 } : action);
      if (!done.ok) throw new Error(done.reason);
    },
    async reaches(attemptId, state) {
      const ledger = () => rig.program().house.live()?.room()?.ledger;
      await waitUntil(
        state,
        async () => (await ledger()?.attempt(attemptId))?.attempt.state === state,
        15_000,
      );
    },
    async sourceOf(attemptId) {
      const detail = await handlers().history.detail({ attemptId });
      if (!detail.ok) throw new Error(detail.error.code);
      return detail.value.evidence.find(({ kind }) => /^(transaction_seen|cancel_reported)/.test(kind))
        ?.source;
    },
    async close() {
      await rig.close();
      await proxy.close();
      await line.close();
      await helcim.close();
    },
  };
  return house;
}

async function expectOk(call: Result<unknown> | Promise<Result<unknown>>): Promise<void> {
  const answer = await call;
  if (!answer.ok) throw new Error(answer.error.code);
}
