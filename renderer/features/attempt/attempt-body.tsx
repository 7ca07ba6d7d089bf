import { type ComponentType, Fragment } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { AttemptPhase } from '../../../shared/payment.ts';
import { ApprovedBody } from './approved-body.tsx';
import { LaterProvenNotice } from './later-proven-notice.tsx';
import { CheckingBody, MayRetryBody, SendingBody, WaitingBody } from './open-bodies.tsx';
import { NotRefundedBody, RefundedBody } from './refund-ended-bodies.tsx';
import {
  RefundCheckingBody,
  RefundMayRetryBody,
  RefundSendingBody,
  RefundWaitingBody,
} from './refund-open-bodies.tsx';
import { RefundUnknownBody } from './refund-unknown-body.tsx';
import { ClosedBody, UnknownBody } from './unknown-body.tsx';
import { UnpaidBody } from './unpaid-body.tsx';

/** What the cashier reads and can do in each phase; a phase without a body does not compile. */
const bodies: Readonly<Record<AttemptPhase, ComponentType<{ readonly view: AttemptView }>>> = {
  sending: SendingBody,
  waiting: WaitingBody,
  declined_may_retry: MayRetryBody,
  checking: CheckingBody,
  approved: ApprovedBody,
  approved_in_part: ApprovedBody,
  declined: UnpaidBody,
  cancelled: UnpaidBody,
  refused: UnpaidBody,
  not_sent: UnpaidBody,
  unknown: UnknownBody,
  closed_by_staff: ClosedBody,
};

/** The same for a refund, where other words are true and other ways lead on. */
const refundBodies: Readonly<Record<AttemptPhase, ComponentType<{ readonly view: AttemptView }>>> = {
  sending: RefundSendingBody,
  waiting: RefundWaitingBody,
  declined_may_retry: RefundMayRetryBody,
  checking: RefundCheckingBody,
  approved: RefundedBody,
  approved_in_part: RefundedBody,
  declined: NotRefundedBody,
  cancelled: NotRefundedBody,
  refused: NotRefundedBody,
  not_sent: NotRefundedBody,
  unknown: RefundUnknownBody,
  closed_by_staff: ClosedBody,
};

export function AttemptBody({ view }: { readonly view: AttemptView }) {
  const Body = (view.kind === 'refund' ? refundBodies : bodies)[view.phase];
  return (
    <Fragment>
      <LaterProvenNotice view={view} />
      <Body view={view} />
    </Fragment>
  );
}
