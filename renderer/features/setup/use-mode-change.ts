import { type Call, useCall } from '../../components/use-call.ts';
import { useTill } from '../../state/till-context.tsx';

export interface ModeChange extends Call {
  readonly goLive: () => void;
  readonly goPractice: () => void;
}

/** Changes between practice and real money; what main refuses is kept for the screen. */
export function useModeChange(): ModeChange {
  const { bridge } = useTill();
  const call = useCall();
  return {
    ...call,
    goLive: () => void call.run(() => bridge.setup.goLive(null)),
    goPractice: () => void call.run(() => bridge.setup.goPractice(null)),
  };
}
