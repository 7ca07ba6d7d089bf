import type { enEvidence } from './en-evidence.ts';
import type { Translated } from './translated.ts';

export const frEvidence: Translated<typeof enEvidence> = {
  'evidence.ledger_opened': 'Le registre a été ouvert.',
  'evidence.epoch_begun': 'Une nouvelle époque du registre a commencé.',
  'evidence.terminal_paired': 'Le terminal a été jumelé.',
  'evidence.terminal_unpaired': 'Le terminal a été dissocié.',
  'evidence.sale_created': 'La vente a été inscrite.',
  'evidence.attempt_prepared': 'Le paiement a été inscrit, avant tout envoi.',
  'evidence.doubt_confirmed': 'Un doute précédent a été montré à la personne à la caisse, qui a confirmé.',
  'evidence.send_begun': 'La demande est partie vers Helcim.',
  'evidence.send_accepted': 'Helcim a pris la demande pour le terminal.',
  'evidence.send_refused': 'Helcim a rejeté la demande. Rien n’est arrivé au terminal.',
  'evidence.send_not_sent': 'La demande n’a jamais quitté cet ordinateur.',
  'evidence.send_unclear': 'La demande est partie, mais la réponse ne tranche rien.',
  'evidence.restarted': 'Tillside a été redémarré pendant que ce paiement était en cours.',
  'evidence.woken': 'L’ordinateur est sorti de veille pendant que ce paiement était en cours.',
  'evidence.no_news': 'Il n’y a pas eu de nouvelles pendant un moment; la vérification a donc commencé.',
  'evidence.time_ran_out': 'Rien n’a été trouvé à temps : le résultat est inconnu.',
  'evidence.transaction_seen': 'Une transaction de ce paiement a été lue chez Helcim.',
  'evidence.transaction_changed': 'Une transaction de ce paiement se lit maintenant autrement.',
  'evidence.transaction_flagged': 'Une transaction portant ce numéro ne correspond pas, et ne tranche rien.',
  'evidence.transaction_filed': 'Une transaction d’un autre outil a été classée.',
  'evidence.decline_settled': 'Le délai pour un nouvel essai est passé : refusé.',
  'evidence.lookup_empty': 'Une vérification n’a trouvé aucune transaction.',
  'evidence.cancel_reported': 'Helcim a signalé une annulation sur le terminal.',
  'evidence.stale_cancel_reported': 'Un ancien avis d’annulation est arrivé. Il ne décide de rien.',
  'evidence.cancel_unclaimed': 'Un avis d’annulation ne correspond à aucun paiement de cette caisse.',
  'evidence.event_filed': 'Un événement a été classé.',
  'evidence.ready_screen_said': 'La personne à la caisse a dit que le terminal affiche son écran prêt.',
  'evidence.pays_otherwise_said': 'La personne à la caisse a dit que le client paie d’une autre façon.',
  'evidence.staff_closed': 'Le paiement a été classé à la main.',
  'evidence.acknowledged': 'Quelqu’un a pris note du résultat.',
  'evidence.watch_closed': 'La surveillance de ce paiement est terminée.',
  'evidence.alarm_raised': 'Une alerte a été déclenchée.',
  'evidence.refund_retried': 'Le même remboursement a été demandé encore une fois, sous la même clé.',
  'evidence.refund_not_permitted': 'Helcim dit que le jeton d’API n’a pas le droit de rembourser.',
  'evidence.refund_reminder': 'Un rappel pour un remboursement qui attend son lot.',
  'evidence.alarm_acknowledged': 'Quelqu’un a pris note d’une alerte.',
  'evidence.pin_set': 'Un NIP du gérant a été réglé.',
  'evidence.pin_changed': 'Le NIP du gérant a été changé.',
  'evidence.pin_reset': 'Le NIP du gérant a été réinitialisé avec le jeton d’API.',
  'evidence.audit_noted': 'Quelque chose a été changé dans les paramètres.',
  'evidence.limits_changed': 'Les limites des remboursements ont été changées.',
  'evidence.refund_token_set': 'Un jeton d’API réservé aux remboursements a été réglé.',
  'evidence.refund_token_forgotten': 'Le jeton d’API réservé aux remboursements a été retiré.',
  'evidence.pin_wrong': 'Un mauvais NIP du gérant ou un mauvais jeton d’API a été tapé.',

  'source.answer': 'réponse de Helcim',
  'source.webhook': 'webhook',
  'source.lookup': 'vérification',
  'source.person': 'une personne',
  'source.app': 'Tillside',
  'source.recovery': 'récupération',

  'alarm.refund_twice.what':
    'Double remboursement possible : de l’argent semble avoir été rendu deux fois pour un seul remboursement.',
  'alarm.refund_twice.next':
    'Comparez avec la liste des transactions de Helcim. Ne rendez rien de plus pour cette vente tant que ce n’est pas réglé.',
  'alarm.late_refund.what':
    'Un remboursement tardif : un remboursement qui s’était terminé autrement a rendu l’argent malgré tout.',
  'alarm.late_refund.next':
    'Vérifiez si l’argent a aussi été rendu au client d’une autre façon. Si oui, il a été rendu deux fois.',
  'alarm.late_approval.what':
    'Une approbation tardive : un paiement qui s’était terminé autrement a été débité malgré tout.',
  'alarm.late_approval.next':
    'Vérifiez si le client a aussi payé d’une autre façon. Si oui, remboursez l’un des deux paiements.',
  'alarm.possible_double_charge.what': 'Double débit possible : un paiement a deux approbations.',
  'alarm.possible_double_charge.next': 'Comparez avec les reçus du client et remboursez le second débit.',
  'alarm.sale_paid_twice.what': 'Une vente a été payée deux fois.',
  'alarm.sale_paid_twice.next': 'Remboursez l’un des deux paiements.',
  'alarm.paid_otherwise_and_approved.what':
    'Le client a payé d’une autre façon, et la carte a aussi été débitée.',
  'alarm.paid_otherwise_and_approved.next': 'Remboursez le paiement par carte.',
  'refundAlarm.paid_otherwise_and_approved.what':
    'L’argent a été rendu d’une autre façon, et il est aussi retourné sur la carte.',
  'refundAlarm.paid_otherwise_and_approved.next':
    'Il a été rendu deux fois. Ne rendez rien de plus pour cette vente, et demandez au gérant que faire de l’argent qui a été remis au client.',
  'alarm.wrong_currency.what': 'Helcim montre une de nos transactions dans une autre devise.',
  'alarm.wrong_currency.next': 'Vérifiez-la dans Helcim. Elle ne règle aucun paiement ici.',
  'alarm.wrong_type.what': 'Helcim montre une de nos transactions avec un type inattendu.',
  'alarm.wrong_type.next': 'Vérifiez-la dans Helcim. Elle ne règle aucun paiement ici.',
  'alarm.other_till_uses_terminal.what': 'Une autre caisse semble utiliser ce terminal.',
  'alarm.other_till_uses_terminal.next':
    'Utilisez une seule caisse par terminal. Dissociez le terminal sur l’une d’elles.',
  'alarm.account_changed.what': 'Le jeton appartient à un autre compte Helcim.',
  'alarm.account_changed.next':
    'Vérifiez le jeton. Les paiements du compte précédent restent dans leur propre registre.',
  'alarm.ledger_restored.what': 'Le registre a été restauré ou copié.',
  'alarm.ledger_restored.next': 'Comparez les derniers paiements avec Helcim avant de vous y fier.',
  'alarm.payment_without_attempt.what':
    'Helcim a un paiement approuvé de cette caisse que le registre restauré ne connaît pas.',
  'alarm.payment_without_attempt.next':
    'Le client a été débité. Trouvez la transaction chez Helcim et assurez-vous que sa vente n’est pas encaissée de nouveau.',
  'alarm.journal_broken.what': 'Le journal est endommagé : une ligne ne correspond pas à la chaîne.',
  'alarm.journal_broken.next': 'Gardez le fichier, faites-en une copie et appelez le soutien technique.',

  'alarm.region': 'Alertes',
  'alarm.take_note': 'Prendre note',
  'alarm.title': 'Prendre note de cette alerte',
  'alarm.who': 'Votre nom',
  'alarm.confirm': 'J’en ai pris note',
  'alarm.open': 'Ouvrir le paiement',
  'alarm.more_one': '{{count}} autre alerte',
  'alarm.more_many': '{{count}} d’autres alertes',
  'alarm.more_other': '{{count}} autres alertes',
  'alarm.fewer': 'Montrer moins d’alertes',
};
