import type { enClose } from './en-close.ts';
import type { Translated } from './translated.ts';

export const frClose: Translated<typeof enClose> = {
  'dayClose.diff.unclaimed_charge.title': 'Un débit que cette caisse ne connaît pas',
  'dayClose.diff.unclaimed_charge.cause': 'Il a été fait sur ce compte Helcim, mais pas par cette caisse.',
  'dayClose.diff.unclaimed_charge.next':
    'Trouvez cette transaction dans le tableau de bord de Helcim et notez de quelle caisse, quel commerce ou quelle page elle vient.',
  'dayClose.diff.refund_elsewhere.title': 'De l’argent remboursé sans que cette caisse l’ait envoyé',
  'dayClose.diff.refund_elsewhere.cause':
    'Il a probablement été remboursé dans le tableau de bord de Helcim ou à une autre caisse.',
  'dayClose.diff.refund_elsewhere.next':
    'Demandez qui l’a remboursé, avant que quelqu’un le rembourse de nouveau.',
  'dayClose.diff.unknown_attempt.title': 'Un paiement dont la fin n’est pas connue',
  'dayClose.diff.unknown_attempt.cause':
    'Aucun résultat n’est venu, et Helcim n’en montre aucune transaction jusqu’ici.',
  'dayClose.diff.unknown_attempt.next':
    'Ouvrez-le, vérifiez-le maintenant, et classez-le avec votre nom et un motif.',
  'dayClose.diff.open_attempt.title': 'Un paiement encore en cours',
  'dayClose.diff.open_attempt.cause':
    'Il n’a pas encore de résultat : le terminal demande peut-être encore la carte.',
  'dayClose.diff.open_attempt.next': 'Ouvrez-le et terminez-le avant de compter la journée.',
  'dayClose.diff.approved_at_helcim.title': 'Approuvé chez Helcim, non approuvé ici',
  'dayClose.diff.approved_at_helcim.cause':
    'L’approbation est venue tard, ou n’a pas encore été rattachée à son paiement.',
  'dayClose.diff.approved_at_helcim.next': 'Vérifiez-le maintenant; le client A BIEN été débité.',
  'dayClose.diff.amount_changed.title': 'Un autre montant chez Helcim',
  'dayClose.diff.amount_changed.cause': 'Le montant a été changé chez Helcim après que cette caisse l’a lu.',
  'dayClose.diff.amount_changed.next':
    'Comparez le reçu avec la transaction dans le tableau de bord de Helcim; c’est le montant de Helcim qui est versé.',
  'dayClose.diff.not_approved_at_helcim.title': 'Approuvé ici, plus approuvé chez Helcim',
  'dayClose.diff.not_approved_at_helcim.cause':
    'Il a été annulé ou refusé chez Helcim après que cette caisse l’a lu comme approuvé.',
  'dayClose.diff.not_approved_at_helcim.next':
    'Ouvrez la transaction dans le tableau de bord de Helcim et lisez ce qui lui est arrivé.',
  'dayClose.diff.missing_at_helcim.title': 'Approuvé ici, absent chez Helcim',
  'dayClose.diff.missing_at_helcim.cause':
    'Helcim ne le montre pas : il est peut-être caché pour un temps, ou a été retiré.',
  'dayClose.diff.missing_at_helcim.next':
    'Vérifiez-le maintenant; s’il reste absent, appelez Helcim avec le numéro ci-dessous.',
  'dayClose.diff.charged_twice.title': 'Une demande, débitée plus d’une fois',
  'dayClose.diff.charged_twice.cause': 'La carte a probablement été débitée deux fois pour la même demande.',
  'dayClose.diff.charged_twice.next': 'Ouvrez-la, comparez-la avec les reçus, et remboursez le second débit.',
  'dayClose.diff.other_currency.title': 'Une transaction dans une autre devise',
  'dayClose.diff.other_currency.cause':
    'Un autre outil de ce compte l’a prise. Elle n’entre dans aucune de ces sommes.',
  'dayClose.diff.other_currency.next': 'Trouvez-la dans le tableau de bord de Helcim et comptez-la à part.',
  'dayClose.diff.other_type.title': 'Une transaction d’un autre genre',
  'dayClose.diff.other_type.cause':
    'Elle réserve ou vérifie une carte et ne fait encore bouger aucun argent. Elle n’entre dans aucune de ces sommes.',
  'dayClose.diff.other_type.next':
    'Trouvez-la dans le tableau de bord de Helcim et voyez s’il faut encore la capturer.',
  'dayClose.diff.undecided_row.title': 'Une transaction pas encore décidée',
  'dayClose.diff.undecided_row.cause': 'Helcim ne la dit ni approuvée ni refusée.',
  'dayClose.diff.undecided_row.next': 'Attendez quelques minutes et refaites ce rapport.',
  'dayClose.diff.unreadable_rows.title': 'Des transactions illisibles',
  'dayClose.diff.unreadable_rows.cause':
    'Helcim a envoyé des lignes sous une forme que Tillside ne peut pas lire; il manque peut-être quelque chose aux sommes.',
  'dayClose.diff.unreadable_rows.next':
    'Refaites ce rapport plus tard; si cela reste, comparez avec le tableau de bord de Helcim.',
  'dayClose.diff.time_unreadable.title': 'Une transaction sans heure',
  'dayClose.diff.time_unreadable.cause':
    'Son heure est illisible : elle n’entre dans les sommes d’aucune journée.',
  'dayClose.diff.time_unreadable.next':
    'Trouvez-la dans le tableau de bord de Helcim et comptez-la à la main, à sa journée.',
  'dayClose.diff.batch_differs.title': 'Un lot qui ne donne pas la somme de ses transactions',
  'dayClose.diff.batch_differs.cause':
    'Le total de Helcim pour ce lot diffère de la somme de ses transactions.',
  'dayClose.diff.batch_differs.next': 'Appelez Helcim avec le numéro du lot.',
  'dayClose.diff.batch_unread.title': 'Un lot qui n’a pas pu être vérifié',
  'dayClose.diff.batch_unread.cause': 'Ses transactions n’ont pas toutes pu être lues.',
  'dayClose.diff.batch_unread.next': 'Refaites ce rapport plus tard.',
  'dayClose.diff.row_without_batch.title': 'Des transactions approuvées sans lot',
  'dayClose.diff.row_without_batch.cause':
    'Helcim ne leur nomme aucun lot; il se peut qu’elles ne soient pas encore versées.',
  'dayClose.diff.row_without_batch.next':
    'Regardez demain dans le tableau de bord de Helcim si elles sont dans un lot.',
  'dayClose.diff.batch_spans_days.title': 'Un lot qui contient plus que cette journée',
  'dayClose.diff.batch_spans_days.cause':
    'Helcim ferme les lots selon sa propre horloge, et non à la fin de votre journée. C’est habituel.',
  'dayClose.diff.batch_spans_days.next':
    'Rien à faire : seule la part de cette journée est comptée ci-dessus.',
  'dayClose.diff.other_day.title': 'Un paiement à cheval sur deux journées',
  'dayClose.diff.other_day.cause': 'Il a été demandé une journée et pris l’autre.',
  'dayClose.diff.other_day.next':
    'Rien à faire : il est compté une seule fois, à la journée où il a été demandé.',

  'dayClose.cause.another_till':
    'Son numéro a été fait par un Tillside dont le registre n’est pas celui-ci : une autre caisse, ou celle-ci avant une restauration.',
  'dayClose.cause.another_tool':
    'Il a été fait dans le tableau de bord de Helcim, en ligne, ou par un autre programme de ce compte.',
  'dayClose.cause.just_now': 'Il a été approuvé pendant que ce rapport se faisait.',
  'dayClose.cause.behind_unreadable': 'Il est peut-être parmi les transactions illisibles.',
  'dayClose.cause.batch_still_open': 'Le lot est encore ouvert et a pu changer pendant qu’il était lu.',
  'dayClose.cause.refund_not_settled':
    'C’est peut-être le remboursement de cette caisse dont la fin n’est pas encore connue : les montants sont les mêmes.',
  'dayClose.cause.counts_here':
    'Il a été demandé cette journée-ci et pris après sa fin; il est donc compté ici.',
  'dayClose.cause.counts_there': 'Il a été demandé une autre journée; il est donc compté là.',

  'dayClose.do.open_attempt': 'Ouvrir le paiement',
  'dayClose.do.look_up': 'Vérifier maintenant',
  'dayClose.do.report_again': 'Refaire le rapport',

  'dayClose.paper.a4': 'A4',
  'dayClose.paper.letter': 'Lettre',
  'dayClose.paper.roll80': 'Rouleau de 80 mm',

  'dayClose.title': 'Fermeture de journée',
  'dayClose.intro':
    'Compare le registre de cette caisse aux transactions et aux lots de Helcim pour une journée d’affaires. Lecture seule : aucun argent ne bouge.',
  'dayClose.day': 'Journée d’affaires',
  'dayClose.previous': 'Journée précédente',
  'dayClose.next_day': 'Journée suivante',
  'dayClose.today': 'Aujourd’hui',
  'dayClose.day_from_to': '{{from}} à {{to}}, {{zone}}',
  'dayClose.day_hours': 'Changement d’heure : cette journée a {{hours}} heures.',
  'dayClose.make': 'Faire le rapport',
  'dayClose.make_again': 'Le refaire',
  'dayClose.stop': 'Arrêter',
  'dayClose.making': 'Rapport en cours',
  'dayClose.stage.look_ups': 'Vérification des paiements sans approbation',
  'dayClose.stage.rows': 'Lecture des transactions de Helcim : pages lues',
  'dayClose.stage.batches': 'Lecture des lots de Helcim',
  'dayClose.stage.ledger': 'Lecture du registre de cette caisse : paiements lus',
  'dayClose.progress': '{{done}} sur {{of}}',
  'dayClose.waiting':
    'Helcim limite le nombre de questions par minute; il faut donc attendre. Les paiements passent d’abord.',
  'dayClose.made_at': 'Fait le {{time}}',
  'dayClose.running': 'Cette journée n’est pas finie : les chiffres vont encore monter.',
  'dayClose.practice': 'EXERCICE : rien de ceci n’est de l’argent.',
  'dayClose.ours_only_title': 'Ceci n’est que le côté de cette caisse.',
  'dayClose.ours_only':
    'Les transactions de Helcim n’ont pas pu être lues; rien n’a donc été comparé ici. Refaites le rapport quand Helcim répondra.',
  'dayClose.batches_failed':
    'Les lots de Helcim n’ont pas tous pu être lus; leurs totaux ne sont donc pas vérifiés.',
  'dayClose.empty_title': 'Rien ne s’est passé cette journée-là.',
  'dayClose.empty': 'Cette caisse n’a demandé aucun paiement, et Helcim n’en montre aucun.',
  'dayClose.empty_ours': 'Cette caisse n’a demandé aucun paiement. Ce que Helcim montre n’a pas pu être lu.',
  'dayClose.differences': 'Écarts',
  'dayClose.differences_count_one': '{{count}} écart',
  'dayClose.differences_count_many': '{{count}} d’écarts',
  'dayClose.differences_count_other': '{{count}} écarts',
  'dayClose.no_difference':
    'Tout concorde : cette caisse, les transactions de Helcim et ses lots disent la même chose.',
  'dayClose.no_difference_ours': 'Rien dans le registre de cette caisse n’est en cours ou inconnu.',
  'dayClose.needs_nobody': 'Expliqué, rien à faire',
  'dayClose.cut': 'Les {{shown}} premiers sur {{count}} sont montrés. Les sommes ci-dessus comprennent tout.',
  'dayClose.look_ups_one': '{{count}} paiement sans approbation a été vérifié de nouveau.',
  'dayClose.look_ups_many': '{{count}} de paiements sans approbation ont été vérifiés de nouveau.',
  'dayClose.look_ups_other': '{{count}} paiements sans approbation ont été vérifiés de nouveau.',
  'dayClose.look_ups_failed_one': '{{count}} de ces vérifications a échoué.',
  'dayClose.look_ups_failed_many': '{{count}} de ces vérifications ont échoué.',
  'dayClose.look_ups_failed_other': '{{count}} de ces vérifications ont échoué.',
  'dayClose.look_ups_left_one':
    '{{count}} autre n’a pas été vérifié un à un; la liste des transactions le couvre.',
  'dayClose.look_ups_left_many':
    '{{count}} d’autres n’ont pas été vérifiés un à un; la liste des transactions les couvre.',
  'dayClose.look_ups_left_other':
    '{{count}} autres n’ont pas été vérifiés un à un; la liste des transactions les couvre.',
  'dayClose.look_ups_left_unread_one': '{{count}} autre n’a pas été vérifié.',
  'dayClose.look_ups_left_unread_many': '{{count}} d’autres n’ont pas été vérifiés.',
  'dayClose.look_ups_left_unread_other': '{{count}} autres n’ont pas été vérifiés.',
  'dayClose.ours': 'Cette caisse',
  'dayClose.helcim': 'Transactions de Helcim',
  'dayClose.batches': 'Lots de Helcim',
  'dayClose.columns': 'La journée, côte à côte',
  'dayClose.what': 'Quoi',
  'dayClose.kind.sale': 'Ventes',
  'dayClose.kind.refund': 'Remboursements',
  'dayClose.kind.reverse': 'Contrepassations',
  'dayClose.above': 'Pourboires et suppléments',
  'dayClose.above_hint': 'compris dans les ventes; Helcim ne les distingue pas',
  'dayClose.net': 'Net',
  'dayClose.count_amount': '{{count}} · {{amount}}',
  'dayClose.not_read': 'non lu',
  'dayClose.not_stated': 'non indiqué',
  'dayClose.differs': 'diffère',
  'dayClose.agrees': 'concorde',
  'dayClose.batch': 'Lot {{number}}',
  'dayClose.batch_open': 'ouvert',
  'dayClose.batch_closed': 'fermé',
  'dayClose.batch_state': 'État',
  'dayClose.batch_stated': 'Net, selon Helcim',
  'dayClose.batch_rows': 'Net de ses transactions',
  'dayClose.batch_of_day': 'de cette journée',
  'dayClose.batch_name': 'Lot',
  'dayClose.by_card': 'Par type de carte',
  'dayClose.by_terminal': 'Par terminal',
  'dayClose.by_cashier': 'Par caissier',
  'dayClose.by_hour': 'Par heure',
  'dayClose.no_card': 'Type de carte non nommé',
  'dayClose.no_terminal': 'Sans terminal',
  'dayClose.not_ours': 'Pas de cette caisse',
  'dayClose.sales_by_hour': 'Ventes par heure',
  'dayClose.sales_by_card': 'Ventes par type de carte',
  'dayClose.chart_label': '{{what}}, en image. Le tableau à côté dit la même chose.',
  'dayClose.chart_loading': 'Dessin en cours…',
  'dayClose.hour': 'Heure',
  'dayClose.card': 'Type de carte',
  'dayClose.sales': 'Ventes',
  'dayClose.ours_says': 'cette caisse {{amount}}',
  'dayClose.helcim_says': 'Helcim {{amount}}',
  'dayClose.transaction': 'transaction {{id}}',
  'dayClose.in_batch': 'lot {{id}}',
  'dayClose.on_terminal': 'terminal {{code}}',
  'dayClose.rows_count_one': '{{count}} transaction',
  'dayClose.rows_count_many': '{{count}} de transactions',
  'dayClose.rows_count_other': '{{count}} transactions',
  'dayClose.looked_up': 'Vérifié. Refaites le rapport pour voir ce qui a changé.',
  'dayClose.paper': 'Papier',
  'dayClose.print': 'Imprimer',
  'dayClose.save_pdf': 'Enregistrer en PDF',
  'dayClose.save_csv': 'Enregistrer en CSV',
  'dayClose.saved': 'Enregistré sous {{name}}.',
  'dayClose.not_saved': 'Rien n’a été enregistré.',
  'dayClose.printed': 'Envoyé à l’imprimante.',
  'dayClose.output': 'Imprimer et enregistrer',
  'dayClose.settings': 'Début de la journée…',
  'dayClose.settings_title': 'Quand commence votre journée d’affaires?',
  'dayClose.settings_say': 'Les rapports des journées précédentes suivent aussi cette règle.',
  'dayClose.settings_zone': 'Fuseau horaire du commerce',
  'dayClose.settings_machine': 'Celui de cet ordinateur ({{zone}})',
  'dayClose.settings_hour': 'La nouvelle journée commence à',
  'dayClose.settings_save': 'Utiliser ceci',
  'dayClose.sheet_title': 'Fermeture de la journée d’affaires {{day}}',
  'dayClose.sheet_foot': 'Fait par Tillside {{version}} · {{time}}',
};
