import type { enRefunds } from './en-refunds.ts';
import type { Translated } from './translated.ts';

/** What `refund.card` and its like say stands behind « carte », since Helcim may name the brand alone. */
export const frRefunds: Translated<typeof enRefunds> = {
  'nav.refund': 'Rembourser',
  'nav.doubts': 'À éclaircir',
  'nav.count_one': '{{count}} demande l’attention d’une personne',
  'nav.count_many': '{{count}} demandent l’attention d’une personne',
  'nav.count_other': '{{count}} demandent l’attention d’une personne',

  'refund.title': 'Rembourser',
  'refund.search': 'Reçu, référence, montant, quatre derniers chiffres, code d’approbation ou transaction',
  'refund.search_hint':
    'Numérisez le reçu, ou tapez et appuyez sur Entrée. Un montant s’écrit avec ses cents : 25,00',
  'refund.from': 'Du',
  'refund.to': 'Au',
  'refund.find': 'Chercher',
  'refund.finding': 'Recherche…',
  'refund.local_only':
    'Helcim n’a pas pu être joint : seuls les paiements que cette caisse connaît sont affichés.',
  'refund.local_only_next':
    'Il peut manquer un paiement d’une autre caisse, et des remboursements faits ailleurs peuvent ne pas être comptés. Avant que de l’argent soit rendu, Helcim est interrogé de nouveau.',
  'refund.cut':
    'Il y a plus de paiements que ceux affichés. Précisez la recherche avec une date ou un autre mot.',
  'refund.found_one': '{{count}} paiement trouvé',
  'refund.found_many': '{{count}} de paiements trouvés',
  'refund.found_other': '{{count}} paiements trouvés',
  'refund.found_more_one': '{{count}} paiement jusqu’ici',
  'refund.found_more_many': '{{count}} de paiements jusqu’ici',
  'refund.found_more_other': '{{count}} paiements jusqu’ici',
  'refund.none_yet': 'Cette caisse n’a encore encaissé aucun paiement.',
  'refund.none_yet_next':
    'Ses derniers paiements seront affichés ici. Un paiement fait ailleurs se trouve par son montant, les chiffres de la carte ou la transaction.',
  'refund.none': 'Aucun paiement ne correspond.',
  'refund.none_next':
    'Vérifiez les chiffres, laissez les dates vides, ou cherchez une seule chose : le montant, ou les quatre derniers chiffres.',
  'refund.list': 'Paiements trouvés. Les flèches déplacent, Entrée choisit.',
  'refund.row_refunded': 'Remboursé : {{refunded}} sur {{amount}}',
  'refund.row_all': 'Tout est remboursé',
  'refund.row_unsettled': 'Un remboursement de {{amount}} n’a pas de fin connue',
  'refund.row_ours': 'Cette caisse',
  'refund.row_elsewhere': 'Non fait par cette caisse',
  'refund.row_helcim_time': '{{time}} chez Helcim',
  'refund.row_transaction': 'Transaction {{id}}',

  'refund.reminders': 'Remboursements qui ont dû attendre',
  'refund.reminder': '{{amount}} de la transaction {{id}}',
  'refund.reminder_asked': 'demandé : {{time}}',
  'refund.reminder_ready': 'Possible maintenant',
  'refund.reminder_waits': 'Le lot de Helcim est encore ouvert',
  'refund.reminder_open': 'Le rembourser',
  'refund.reminder_look': 'Regarder de nouveau',
  'refund.reminder_forget': 'Oublier',
  'refund.reminder_which': '(le remboursement de {{amount}})',

  'refund.other_payment': 'Un autre paiement',
  'refund.reading': 'Lecture du paiement…',
  'refund.fact.payment': 'Paiement',
  'refund.fact.paid': 'Payé',
  'refund.fact.given_back': 'Remboursé jusqu’ici',
  'refund.fact.left': 'Reste à rembourser',
  'refund.fact.time': 'Quand',
  'refund.fact.terminal': 'Terminal',
  'refund.fact.made': 'Fait par',
  'refund.fact.elsewhere': 'une autre caisse ou les pages de Helcim',
  'refund.amount_whole': 'Tout ce qui reste : {{amount}}',
  'refund.reason': 'Pourquoi?',
  'refundReason.returned': 'Marchandise retournée',
  'refundReason.wrong_amount': 'Mauvais montant',
  'refundReason.duplicate': 'Payé deux fois',
  'refundReason.goodwill': 'Geste commercial',
  'refundReason.other': 'Autre chose',
  'refund.reason_text': 'Qu’est-ce que c’est?',
  'refund.reason_text_more': 'Note (facultatif)',
  'refund.who': 'Votre nom ou numéro',
  'refund.say': 'À dire au client',
  'refund.card': '{{brand}} se terminant par {{last4}}',
  'refund.card_last4': 'se terminant par {{last4}}',
  'refund.card_unknown': 'qui a payé',
  'refund.say.reverse':
    'La totalité, {{amount}}, est remise sur la carte {{card}} maintenant; la carte n’est pas nécessaire. Le paiement est annulé : il peut simplement disparaître du relevé.',
  'refund.say.credit_refund.whole':
    'La totalité, {{amount}}, est remise sur la carte {{card}} maintenant; la carte n’est pas nécessaire.',
  'refund.say.credit_refund.part':
    'Sur {{whole}}, un montant de {{amount}} est remis sur la carte {{card}} maintenant; la carte n’est pas nécessaire.',
  'refund.say.debit_refund':
    'Veuillez présenter la même carte de débit, la carte {{card}}, au terminal {{terminal}}.',
  'refund.say.debit_refund_any':
    'Veuillez présenter la même carte de débit, la carte {{card}}, au terminal. (Choisissez le terminal ci-dessous.)',
  'refund.road.reverse': 'Sur la carte',
  'refund.road.credit_refund': 'Sur la carte',
  'refund.road.debit_refund': 'Sur le terminal',
  'refund.manager.above_limit':
    'Un gérant doit l’autoriser : le montant dépasse la limite des remboursements.',
  'refund.manager.too_old':
    'Un gérant doit l’autoriser : le paiement est plus ancien que la limite des remboursements.',
  'refund.manager.refund_token':
    'Les remboursements de cette caisse passent par leur propre jeton d’API, que le NIP du gérant déverrouille.',
  'refund.manager.not_from_this_till':
    'Un gérant doit l’autoriser : le paiement n’a pas été fait par cette caisse.',
  'refund.manager.asked': 'Un gérant doit autoriser ce remboursement.',
  'refund.pin_title': 'Le gérant autorise ce remboursement',
  'refund.pin_what': 'Rembourser {{amount}} sur la carte {{card}}.',
  'refund.kind': 'Est-ce une carte de crédit ou de débit?',
  'refund.kind_why':
    'Helcim nomme cette carte « {{type}} », ce qui ne le dit pas. Regardez la carte, ou demandez au client.',
  'refund.kind_why_none':
    'Helcim ne dit pas quel genre de carte c’était. Regardez la carte, ou demandez au client.',
  'refund.kind.credit': 'Carte de crédit',
  'refund.kind.debit': 'Carte de débit',
  'refund.planning': 'Nous demandons à Helcim comment rembourser…',
  'refund.plan_again': 'Redemander',
  'refund.give': 'Rembourser',
  'refund.give_amount': 'Rembourser {{amount}}',
  'refund.giving': 'Remboursement…',
  'refund.give_card': 'sur la carte {{card}}',
  'refund.give_terminal': 'sur {{terminal}}, avec la carte du client',
  'refund.give_confirmed': 'J’ai regardé : rembourser {{amount}} quand même',
  'refund.need.amount': 'Tapez le montant à rembourser.',
  'refund.need.plan': 'Helcim doit d’abord dire comment rembourser.',
  'refund.need.card_kind': 'Dites si c’est une carte de crédit ou de débit.',
  'refund.need.reason': 'Choisissez pourquoi.',
  'refund.need.reason_text': 'Écrivez ce que c’est.',
  'refund.need.who': 'Tapez votre nom ou votre numéro.',
  'refund.need.terminal': 'Choisissez le terminal pour la carte.',
  'refund.need.free_terminal':
    'Ce terminal est occupé. Terminez son paiement ou choisissez un autre terminal.',
  'refund.need.possible': 'Ce remboursement n’est pas possible de cette façon maintenant.',
  'refund.no_answer':
    'La fenêtre n’a pas reçu de réponse à votre appui. Redemandez : c’est toujours le même appui, donc rien n’est remboursé deux fois.',
  'refund.ask_again': 'Redemander pour cet appui',
  'refund.remind': 'Me le rappeler quand ce sera possible',
  'refund.reminded':
    'Le remboursement de {{amount}} vous sera rappelé ici quand Helcim aura fermé le lot. D’ici là, aucun argent ne bouge.',
  'refund.open_earlier': 'Ouvrir ce remboursement',
  'refund.use_whole': 'Rembourser plutôt la totalité, {{amount}}',
  'refund.from_payment': 'Rembourser',

  'refuse.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'refuse.original_unknown.what': 'Helcim ne connaît pas ce paiement.',
  'refuse.original_unknown.next': 'Vérifiez le numéro sur le reçu et cherchez de nouveau.',
  'refuse.original_not_approved.what': 'Ce paiement n’a pas été approuvé : il n’y a donc rien à rembourser.',
  'refuse.original_not_approved.next':
    'Le client n’a pas été débité par ce paiement. S’il a bien été débité, cherchez le paiement qui a été approuvé.',
  'refuse.original_no_purchase.what':
    'Ce n’est pas un paiement : cette opération a elle-même rendu de l’argent, ou l’a seulement réservé.',
  'refuse.original_no_purchase.next': 'Cherchez le paiement que le client a fait.',
  'refuse.wrong_currency.what': 'Ce paiement a été fait dans une autre devise que celle de ce compte.',
  'refuse.wrong_currency.next': 'Demandez au gérant de le rembourser dans les pages de Helcim.',
  'refuse.above_remainder.what': 'C’est plus que ce qui reste de ce paiement : {{left}}.',
  'refuse.above_remainder.next': 'Tapez {{left}} ou moins.',
  'refuse.nothing_left.what': 'Ce paiement a déjà été remboursé en entier.',
  'refuse.nothing_left.next':
    'Montrez au client les remboursements précédents dans l’Historique. Il n’y a rien de plus à rendre.',
  'refuse.unsettled_refund.what': 'Un remboursement précédent de ce paiement n’a pas encore de fin connue.',
  'refuse.unsettled_refund.next':
    'Ouvrez ce remboursement et vérifiez-le. Quand il sera réglé, ce qui reste pourra être remboursé.',
  'refuse.debit_in_open_batch.what':
    'Un paiement par débit ne peut pas être remboursé avant que Helcim ait fermé le lot du jour.',
  'refuse.debit_in_open_batch.next':
    'Helcim ferme les lots automatiquement, d’habitude en soirée. Demandez au client de revenir ensuite avec la même carte, ou rendez l’argent d’une autre façon.',
  'refuse.part_in_open_batch.what':
    'Avant que Helcim ait fermé le lot du jour, seul le paiement entier peut être remboursé, pas une partie.',
  'refuse.part_in_open_batch.next':
    'Helcim ferme les lots automatiquement, d’habitude en soirée; une partie pourra alors être remboursée. Le client n’a pas besoin d’être ici pour cela.',
  'refuse.batch_unreadable.what': 'Helcim n’a pas dit si le lot de ce paiement est fermé.',
  'refuse.batch_unreadable.next':
    'Sans cela, on ne sait pas quelle est la bonne voie. Redemandez dans un moment.',
  'refuse.rows_unreadable.what':
    'Les remboursements de ce paiement chez Helcim ne peuvent pas être lus ou distingués.',
  'refuse.rows_unreadable.next':
    'Sans eux, trop d’argent pourrait être rendu. Redemandez dans un moment; si rien ne change, demandez au gérant de rembourser dans les pages de Helcim.',
  'refuse.needs_terminal.what':
    'Cette carte de débit doit être présentée à un terminal, et aucun n’est jumelé.',
  'refuse.needs_terminal.next':
    'Jumelez le terminal qui est sur ce comptoir, puis revenez : ce que vous avez tapé est gardé.',
  'refuse.no_permission.what': 'Helcim ne permet pas au jeton d’API de cette caisse de rembourser.',
  'refuse.no_permission.next':
    'Demandez au gérant de donner cette permission au jeton dans Helcim, puis redemandez; ou de rembourser dans les pages de Helcim.',
  'refuse.in_recovery.what': 'Le registre a été restauré et ne connaît pas encore tous les remboursements.',
  'refuse.in_recovery.next':
    'Attendez que la récupération, en haut de la fenêtre, soit terminée, puis redemandez.',

  'refundPhase.sending.word': 'Remboursement : envoi en cours',
  'refundPhase.waiting.word': 'Remboursement : sur le terminal',
  'refundPhase.declined_may_retry.word': 'Remboursement refusé, nouvel essai possible',
  'refundPhase.checking.word': 'Remboursement : vérification',
  'refundPhase.approved.word': 'Remboursé',
  'refundPhase.approved_in_part.word': 'Remboursé en partie',
  'refundPhase.declined.word': 'Remboursement refusé',
  'refundPhase.cancelled.word': 'Remboursement annulé',
  'refundPhase.refused.word': 'Remboursement rejeté',
  'refundPhase.not_sent.word': 'Remboursement non envoyé',
  'refundPhase.unknown.word': 'Remboursement inconnu',
  'refundPhase.closed_by_staff.word': 'Remboursement classé à la main',
  'refundPhase.sending.say': 'Demande de remboursement à Helcim…',
  'refundPhase.waiting.say': 'Demandez au client la même carte de débit au terminal.',
  'refundPhase.declined_may_retry.say': 'Le client peut encore réessayer sur le terminal.',
  'refundPhase.checking.say': 'Nous vérifions chez Helcim ce qu’est devenu ce remboursement.',
  'refundPhase.approved.say': 'Remboursé : {{approved}} sur {{whole}}; reste {{left}}.',
  'refundPhase.approved.one_of_several':
    'Remboursé maintenant : {{approved}}; en tout, {{total}} sur {{whole}}; reste {{left}}.',
  'refundPhase.approved_in_part.say': 'Seulement {{approved}} remboursés sur {{asked}}.',
  'refundPhase.declined.say': 'Aucun argent n’a été remboursé.',
  'refundPhase.cancelled.say': 'Arrêté sur le terminal. Aucun argent n’a été remboursé.',
  'refundPhase.refused.say': 'Aucun argent n’a été remboursé.',
  'refundPhase.not_sent.say': 'La demande n’a pas été envoyée. Aucun argent n’a été remboursé.',
  'refundPhase.unknown.say': 'Nous ne savons pas si l’argent a été remboursé.',
  'refundPhase.closed_by_staff.say': 'Classé à la main, et toujours surveillé.',
  'refundPhase.later.word': 'Remboursé malgré tout',
  'refundPhase.later.say':
    'Ce remboursement s’était terminé comme « {{word}} », mais une approbation a été trouvée plus tard : le client A BIEN été remboursé de {{amount}}. Avertissez le gérant.',
  'refundFiled.stopped_at_terminal.word': 'Remboursement inconnu, arrêté',
  'refundFiled.stopped_at_terminal.say': 'Arrêté sur le terminal. Aucun remboursement n’a été trouvé.',

  'refundLife.api_note':
    'Cela prend quelques secondes. La carte n’est pas nécessaire, et aucun terminal n’y participe.',
  'refundLife.same_card': 'Il faut la carte qui a payé : {{card}}.',
  'refundLife.same_card_unknown': 'Il faut exactement la carte de débit qui a payé.',
  'refundLife.other_card':
    'Avec une autre carte, aucun argent n’est rendu : le terminal la refuse ou redemande, et cet écran continue d’attendre. Demandez au client de prendre la bonne carte, ou appuyez sur le X rouge.',
  'refundLife.question': 'Le terminal demande-t-il la carte pour rembourser {{amount}}?',
  'refundLife.question_yes': 'Oui : demandez au client de présenter la même carte qui a payé.',
  'refundLife.checking_keep': 'Ne rendez pas encore l’argent d’une autre façon.',
  'refundLife.checking_why':
    'Il n’y a pas de réponse claire à ce remboursement. Nous interrogeons donc Helcim toutes les quelques secondes.',
  'refundLife.tell_approved':
    'Dites au client : l’argent est en route vers la carte. Sa banque peut prendre quelques jours avant de l’afficher.',
  'refundLife.tell_declined': 'Dites au client : aucun argent n’a encore été rendu.',
  'refundLife.duplicate':
    'Helcim le prend pour un double : même carte et même montant en moins de 5 minutes. Un remboursement précédent du même montant est peut-être passé; regardez donc d’abord les remboursements de ce paiement.',
  'refundLife.duplicate_until':
    'Si celui-ci en est vraiment un autre, il peut être recommencé à partir de {{time}}.',
  'refundLife.start_again': 'Recommencer ce remboursement',
  'refundLife.more': 'Rembourser davantage',
  'refundLife.unknown_title': 'Ne rendez pas l’argent d’une autre façon sur la seule foi de cet écran.',
  'refundLife.unknown_body':
    'Aucun remboursement n’a encore été trouvé, mais cela ne prouve pas qu’aucun n’a été fait. Nous continuons de chercher et vous avertissons dès qu’il y a du nouveau. Tant que ce n’est pas réglé, ce paiement ne prend aucun autre remboursement.',
  'refundLife.unknown_do':
    'Ce que vous pouvez faire : redemander sans risque tant que l’anneau tourne, vérifier maintenant, ou demander au gérant de le classer à la main.',
  'refundLife.stopped_body':
    'Vous avez vu l’écran prêt et une vérification n’a trouvé aucun remboursement : le terminal est donc libre. Nous continuons de surveiller; tant que ce n’est pas réglé, ce paiement ne prend aucun autre remboursement.',
  'refundLife.retry': 'Réessayer sans risque',
  'refundLife.retry_note':
    'C’est la même demande sous la même clé : si Helcim l’a déjà faite, rien n’est remboursé deux fois.',
  'refundLife.retry_left': 'Encore {{time}} pour réessayer sans risque',
  'refundLife.retry_over': 'Le délai pour réessayer sans risque est passé. Vérifiez plutôt le remboursement.',
  'refundLife.later_note':
    'Ne rendez rien de plus pour ce paiement avant d’avoir regardé ses remboursements.',
  'refundLife.fact.original': 'Remboursement de la transaction',
  'refundLife.fact.whole': 'Payé alors',
  'refundLife.fact.reason': 'Pourquoi',
  'refundLife.fact.asked': 'Demandé',
  'refundLife.fact.back': 'Remboursé',
  'refundLife.fact.total': 'Remboursé en tout',
  'refundLife.fact.left': 'Reste',
  'refundLife.fact.lookups_one': '{{count}} vérification, aucun remboursement trouvé',
  'refundLife.fact.lookups_many': '{{count}} de vérifications, aucun remboursement trouvé',
  'refundLife.fact.lookups_other': '{{count}} vérifications, aucun remboursement trouvé',

  'refundClose.title': 'Classer ce remboursement à la main',
  'refundClose.explain':
    'Cela ne change rien à ce qui s’est passé chez Helcim. Cela dit ce qu’est devenu l’argent du client. Le montant compte toujours comme remboursé, nous continuons de surveiller, et une preuve tardive déclenche une alerte.',
  'refundClose.reason': 'Qu’est devenu l’argent du client?',
  'refundClose.which': 'Quel remboursement l’a rendu?',
  'refundClose.which_none': 'Il n’y a aucun remboursement approuvé à choisir. Prenez un autre motif.',
  'refundClose.paid_otherwise': 'Il a été rendu d’une autre façon, par exemple en argent comptant',
  'refundClose.left_without_paying': 'Le client est parti sans le récupérer',
  'refundClose.got_goods_unpaid': 'Le client a pris d’autre marchandise à la place',
  'refundClose.paid_by_attempt': 'Un autre remboursement l’a rendu',

  'doubts.title': 'À éclaircir : ces cas demandent une personne',
  'doubts.none': 'Rien à éclaircir. Chaque paiement et chaque remboursement a une fin connue.',
  'doubts.intro':
    'Personne ne sait comment ils se sont terminés. Chacun est surveillé pendant 48 heures, et reste ici jusqu’à ce qu’il soit réglé : par une preuve, ou par un gérant qui le classe.',
  'doubts.put_aside': 'Arrêtés sur le terminal ou payés autrement : surveillés, personne n’a rien à faire',
  'doubts.payment': 'Paiement',
  'doubts.of_transaction': 'Remboursement de la transaction {{id}}',
  'doubts.watch_left': 'Surveillé automatiquement pendant encore {{time}}.',
  'doubts.watch_over':
    'Ses 48 heures sont passées : une dernière vérification est faite, puis la surveillance se termine.',
  'doubts.watch_ended':
    'La surveillance est terminée. Seule une personne peut le régler maintenant, ou une vérification.',
  'doubts.evidence': 'Ce qu’on sait',
  'doubts.times': '({{count}} fois)',
  'doubts.open': 'Ouvrir',
  'doubts.open_payment': 'le paiement de {{amount}}',
  'doubts.open_refund': 'le remboursement de {{amount}}',

  'recovery.title': 'Ce registre a été restauré ou copié : il se met à jour auprès de Helcim',
  'recovery.step.waiting': 'Étape 1 de 3 : en attente d’une réponse de Helcim.',
  'recovery.step.reading': 'Étape 2 de 3 : lecture de ce que Helcim a, à partir du {{date}}.',
  'recovery.step.sorting':
    'Étape 3 de 3 : classement des lignes de Helcim dans le registre, {{done}} sur {{total}}.',
  'recovery.not_possible':
    'D’ici là, aucun remboursement n’est possible, parce que ceux faits après la sauvegarde ne sont pas encore connus. Les paiements peuvent être encaissés.',
  'recovery.again': 'Le dernier essai n’a pas réussi : {{why}} Un nouvel essai se fait automatiquement.',
  'recovery.progress': 'Progression de la récupération',
};
