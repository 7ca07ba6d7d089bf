import { Button, type ButtonProps } from '@mantine/core';
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react';

/** A button that just appeared takes no press for this long: the second half of a double click must not hit it. */
const settleMs = 400;

interface ActionButtonProps extends ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** Why it cannot be pressed now, in words for the reader of the screen. */
  readonly describedBy?: string | undefined;
  readonly type?: 'button' | 'submit';
}

/** A big button for a deed. Give it a `key` that changes with the situation, so that it settles anew. */
export function ActionButton({
  children,
  onPress,
  describedBy,
  type = 'button',
  ...rest
}: ActionButtonProps) {
  const [isSettled, setIsSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, []);
  const press = (event: MouseEvent) => {
    event.preventDefault();
    if (isSettled) onPress();
  };
  return (
    <Button
      mih="52px"
      {...rest}
      type={type}
      onClick={press}
      {...(isSettled ? {} : { 'aria-disabled': true })}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      {children}
    </Button>
  );
}
