import { useStore } from 'zustand';
import { cardKinds } from '../../../shared/card-kind.ts';
import { amountCents, toTypedText } from '../../../shared/money.ts';
import type { RefundPlan } from '../../../shared/refund.ts';
import { ActionButton } from '../../components/action-button.tsx';
import type { AmountEdit } from '../../components/amount-edit.ts';
import { Choice } from '../../components/choice.tsx';
import { AskIcon, StopIcon } from '../../components/icons.tsx';
import { useMoney } from '../../components/money.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './plan-words.module.css';
import type { RefundFormFacts, RefundGo } from './refund-form-facts.ts';
import { sayToCustomer } from './refund-words.ts';

interface PlanWordsProps {
  readonly facts: RefundFormFacts;
  readonly onAmount: (edit: AmountEdit) => void;
}

/** How it goes back, in one sentence for the customer; or why it does not, and what to do instead. */
export function PlanWords({ facts, onAmount }: PlanWordsProps) {
  const { t } = useText();
  const { refund } = useTill();
  const { plan, isPlanning, planError, draft } = useStore(refund.store);
  return (
    <div className={styles.words} aria-live="polite" data-plan={plan?.kind ?? null}>
      {isPlanning && <p className={styles.planning}>{t('refund.planning')}</p>}
      {planError !== null && (
        <>
          <Refusal error={planError} />
          <PlanAgain />
        </>
      )}
      {(plan?.kind === 'ask_card_kind' || (plan?.kind === 'go' && draft?.cardKind !== null)) && (
        <CardKindQuestion plan={plan} />
      )}
      {plan?.kind === 'refuse' && <WhyNot plan={plan} facts={facts} onAmount={onAmount} />}
      {facts.go !== null && <Say go={facts.go} facts={facts} />}
    </div>
  );
}

function PlanAgain() {
  const { t } = useText();
  const { refund } = useTill();
  return (
    <ActionButton variant="default" onPress={() => void refund.lookAgain()}>
      {t('refund.plan_again')}
    </ActionButton>
  );
}

function Say({ go, facts }: { readonly go: RefundGo; readonly facts: RefundFormFacts }) {
  const { t } = useText();
  const { refund } = useTill();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const original = useStore(refund.store, (state) => state.original);
  if (original === null) return null;
  const terminal = facts.terminal === null ? null : terminalName(facts.terminal);
  return (
    <section className={styles.say} aria-label={t('refund.say')} data-road={go.road}>
      <h2 className={styles.sayTitle}>{t('refund.say')}</h2>
      <p>{sayToCustomer({ t, money: (cents) => money(cents, currency), original, go, terminal })}</p>
    </section>
  );
}

/** The card's type says neither: a person does, and may take it back. */
function CardKindQuestion({ plan }: { readonly plan: RefundPlan }) {
  const { t } = useText();
  const { refund } = useTill();
  const { draft, original, press } = useStore(refund.store);
  const type = (plan.kind === 'ask_card_kind' ? plan.cardType : null) ?? original?.cardType ?? null;
  return (
    <Notice tone="busy" icon={<AskIcon />}>
      <p>{type === null ? t('refund.kind_why_none') : t('refund.kind_why', { type })}</p>
      <Choice
        legend={t('refund.kind')}
        isGrid
        isLocked={press !== null}
        options={cardKinds.map((value) => ({ value, label: t(`refund.kind.${value}`) }))}
        chosen={draft?.cardKind ?? null}
        onChoose={(cardKind) => refund.edit({ cardKind })}
      />
    </Notice>
  );
}

type Refused = Extract<RefundPlan, { readonly kind: 'refuse' }>;
/** What reading once more may change. */
const passing: readonly Refused['why'][] = [
  'batch_unreadable',
  'rows_unreadable',
  'in_recovery',
  'no_permission',
];

interface WhyNotProps extends PlanWordsProps {
  readonly plan: Refused;
}

function WhyNot({ plan, facts, onAmount }: WhyNotProps) {
  const { t, mark } = useText();
  const { refund, open } = useTill();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const { original, remindedCents, refusal } = useStore(refund.store);
  const { why, refundableCents, attemptId, canRemind } = plan;
  const { amount } = facts;
  const left = money(Math.max(0, refundableCents ?? 0), currency);
  const wholeCents = original?.amountCents ?? null;
  const isWholePossible =
    why === 'part_in_open_batch' && wholeCents !== null && refundableCents === wholeCents;
  return (
    <Notice tone={canRemind ? 'warn' : 'bad'} role="alert" icon={<StopIcon />}>
      <p className={styles.what} data-refusal={why}>
        {t(`refuse.${why}.what`, { left })}
      </p>
      <p>{t('refuse.money')}</p>
      <p>{t(`refuse.${why}.next`, { left })}</p>
      {refusal !== null && <Refusal error={refusal} onClose={() => refund.dismissRefusal()} />}
      {remindedCents !== null && (
        <p role="status" className={styles.what}>
          {t('refund.reminded', { amount: money(remindedCents, currency) })}
        </p>
      )}
      <div className={styles.deeds}>
        {isWholePossible && (
          <ActionButton
            variant="default"
            onPress={() => onAmount({ text: toTypedText(amountCents(wholeCents), mark), problem: null })}
          >
            {t('refund.use_whole', { amount: money(wholeCents, currency) })}
          </ActionButton>
        )}
        {canRemind && amount.ok && remindedCents === null && (
          <ActionButton variant="default" onPress={() => void refund.remind(amount.amountCents)}>
            {t('refund.remind')}
          </ActionButton>
        )}
        {attemptId !== null && (
          <ActionButton variant="default" onPress={() => open({ name: 'attempt', attemptId })}>
            {t('refund.open_earlier')}
          </ActionButton>
        )}
        {why === 'needs_terminal' && (
          <ActionButton variant="default" onPress={() => open({ name: 'terminals' })}>
            {t('charge.to_terminals')}
          </ActionButton>
        )}
        {passing.includes(why) && <PlanAgain />}
      </div>
    </Notice>
  );
}
