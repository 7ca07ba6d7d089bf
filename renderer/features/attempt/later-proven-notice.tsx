import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';

/** What was proven after the outcome; an approval found late is told by the headline itself (M6). */
export function LaterProvenNotice({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  if (view.laterProven === null || view.laterProven === 'approved') return null;
  return (
    <Notice tone="busy" role="status" icon={<WarnIcon />}>
      <p>
        <strong>{t(`attempt.later.${view.laterProven}`)}</strong>
      </p>
    </Notice>
  );
}
