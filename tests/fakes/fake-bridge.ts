import { appError, failed, ok, type Result } from '../../shared/app-error.ts';
import {
  type AttemptDetail,
  type Bridge,
  type Change,
  type IpcArea,
  type IpcCall,
  type IpcInput,
  type IpcOutput,
  ipcCalls,
  type Snapshot,
} from '../../shared/ipc-contract.ts';
import { fakeDetail, fakeHistoryPage } from './fake-views.ts';

/** How a test answers calls; what is left out is answered with `not_possible_now`. */
export type FakeAnswers = {
  readonly [Area in IpcArea]?: {
    readonly [Call in IpcCall<Area>]?: (
      input: IpcInput<Area, Call>,
    ) => Promise<Result<IpcOutput<Area, Call>>> | Result<IpcOutput<Area, Call>>;
  };
};

export interface FakeCall {
  readonly area: string;
  readonly call: string;
  readonly input: unknown;
}

export interface FakeBridge {
  readonly bridge: Bridge;
  /** Every call the window made, in order. */
  readonly calls: readonly FakeCall[];
  snapshot(): Snapshot;
  /** Changes what main says, and tells the window so, as main does. */
  publish(slices: Change['slices']): void;
  /** Changes what main says without telling: the next change then comes with a gap. */
  changeSilently(slices: Change['slices']): void;
  /** Tells the window one change as given, in order or not. */
  tell(change: Change): void;
}

/** The window's bridge made from the contract's own table, so that it cannot miss a call. */
export function createFakeBridge(first: Snapshot, answers: FakeAnswers = {}): FakeBridge {
  let snapshot = first;
  const calls: FakeCall[] = [];
  const listeners = new Set<(change: Change) => void>();

  const attempts = () => [...snapshot.openAttempts, ...snapshot.unacknowledged, ...snapshot.unknowns];
  const standard: FakeAnswers = {
    app: { snapshot: () => ok(snapshot) },
    terminals: { discover: () => ok([]) },
    history: {
      page: () => ok(fakeHistoryPage(attempts())),
      exportProgress: () => ok(null),
      detail: ({ attemptId }) => detailOf(attemptId),
    },
  };

  const detailOf = (attemptId: string): Result<AttemptDetail> => {
    const attempt = attempts().find((view) => view.id === attemptId);
    return attempt === undefined ? failed('attempt_unknown') : ok(fakeDetail(attempt));
  };

  const answer = async (area: string, call: string, input: unknown): Promise<Result<unknown>> => {
    calls.push({ area, call, input });
    const find = (from: FakeAnswers) =>
      (from as Record<string, Record<string, (given: unknown) => Result<unknown>> | undefined>)[area]?.[call];
    const handler = find(answers) ?? find(standard);
    return handler === undefined ? { ok: false, error: appError('not_possible_now') } : handler(input);
  };

  const areas = Object.fromEntries(
    Object.entries(ipcCalls).map(([area, names]) => [
      area,
      Object.fromEntries(
        Object.keys(names).map((call) => [call, (input: unknown) => answer(area, call, input)]),
      ),
    ]),
  );
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  const changeSilently = (slices: Change['slices']) => {
    snapshot = { ...snapshot, ...slices, seq: snapshot.seq + 1 };
  };
  const onChange = (listener: (change: Change) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    // The table has every area and call, so the object made from it is the bridge.
    bridge: { ...areas, onChange } as unknown as Bridge,
    calls,
    snapshot: () => snapshot,
    tell,
    changeSilently,
    publish(slices) {
      changeSilently(slices);
      tell({ seq: snapshot.seq, slices });
    },
  };
}
