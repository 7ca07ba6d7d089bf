import { failed, ok } from '../../shared/app-error.ts';
import type { AttemptView, Bridge, Preferences } from '../../shared/ipc-contract.ts';
import { createFakeBridge, type FakeBridge } from '../fakes/fake-bridge.ts';
import { fakeFound } from '../fakes/fake-originals.ts';
import { fakeDetail, fakeHistoryPage } from '../fakes/fake-views.ts';
import { plannedIn } from './refund-scenes.ts';
import { type Scene, scenes } from './scenes.ts';

/** Runs in the page before the window's own scripts and stands where the preload's bridge would. */

const pageSize = 50;

function bridgeOf(scene: Scene, theme: Preferences['theme']): FakeBridge {
  const rows: readonly AttemptView[] = scene.history ?? [];
  const { chargeError } = scene;
  return createFakeBridge(
    { ...scene.snapshot, preferences: { theme, language: 'en' } },
    {
      payments: {
        charge: () =>
          chargeError === undefined
            ? failed('internal')
            : failed(chargeError.code, { attemptIds: chargeError.attemptIds, reference: 'R-7Q2F' }),
      },
      refunds: {
        find: () => ok(scene.refund?.found ?? fakeFound([])),
        plan: ({ originalTransactionId }) => ok(plannedIn(scene.refund ?? {}, originalTransactionId)),
        start: () => {
          const error = scene.refund?.startError;
          return error === undefined
            ? failed('internal')
            : failed(error.code, { attemptIds: error.attemptIds, reference: 'R-7Q2F' });
        },
        remind: () => ok(null),
      },
      terminals: {
        discover: () =>
          ok(
            ['VT01', 'VT02', 'VT09'].map((code) => ({
              code,
              dateCreatedText: null,
              isPaired: code !== 'VT09',
            })),
          ),
      },
      history: {
        page({ cursor }) {
          const from = Number(cursor ?? 0);
          const next = from + pageSize;
          return ok(
            fakeHistoryPage(rows.slice(from, next), {
              nextCursor: next < rows.length ? String(next) : null,
              total: rows.length,
            }),
          );
        },
        detail({ attemptId }) {
          const attempt = rows.find((view) => view.id === attemptId);
          return attempt === undefined
            ? failed('attempt_unknown')
            : ok(fakeDetail(attempt, { evidence: scene.evidence ?? [] }));
        },
      },
    },
  );
}

interface PreviewGlobals {
  readonly previewScene: string;
  readonly previewTheme: Preferences['theme'];
  tillside?: Bridge;
  preview?: FakeBridge;
}

const globals = globalThis as unknown as PreviewGlobals;
const scene = scenes.find(({ name }) => name === globals.previewScene);
if (scene !== undefined) {
  globals.preview = bridgeOf(scene, globals.previewTheme);
  globals.tillside = globals.preview.bridge;
}
