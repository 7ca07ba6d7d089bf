import type { ReactNode } from 'react';
import type { LinkName } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ask } from '../../state/ask.ts';
import { useTill } from '../../state/till-context.tsx';

/** Opens a page of the closed list in the person's own browser. */
export function LinkButton({ link, children }: { readonly link: LinkName; readonly children: ReactNode }) {
  const { bridge } = useTill();
  return (
    <ActionButton variant="default" onPress={() => void ask(() => bridge.app.openLink({ link }))}>
      {children}
    </ActionButton>
  );
}
