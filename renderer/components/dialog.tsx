import { Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../i18n/text.ts';
import { ActionButton } from './action-button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly backLabel?: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly isConfirmBusy?: boolean;
  readonly isConfirmBlocked?: boolean;
  readonly children: ReactNode;
}

/** A question with a safe way back that has the focus, and one deed that has to be chosen on purpose. */
export function Dialog(props: DialogProps) {
  const { t } = useText();
  const { title, onBack, backLabel, confirmLabel, onConfirm, isConfirmBusy, isConfirmBlocked } = props;
  useFocusGivenBack();
  return (
    <Modal.Root opened onClose={onBack} centered size="lg" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content radius="lg">
        <div className={styles.head}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton size="xl" aria-label={t('dialog.close')} />
        </div>
        <Modal.Body>
          <Stack>
            {props.children}
            <Group justify="space-between">
              <ActionButton data-autofocus variant="filled" onPress={onBack}>
                {backLabel ?? t('dialog.back')}
              </ActionButton>
              <ActionButton
                variant="default"
                onPress={onConfirm}
                loading={isConfirmBusy ?? false}
                disabled={isConfirmBlocked ?? false}
              >
                {confirmLabel}
              </ActionButton>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/**
 * A dialog is taken away whole, so the library never sees it close: the focus goes back to what opened it, or to the
 * heading of the screen when that is gone. Otherwise a keyboard would be left nowhere.
 */
function useFocusGivenBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const target =
        opener?.isConnected && opener !== document.body ? opener : document.querySelector('main h1');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [opener],
  );
}
