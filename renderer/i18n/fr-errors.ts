import type { enErrors } from './en-errors.ts';
import type { Translated } from './translated.ts';

/** As in English: what happened, whether money moved, what to do now. None says more than the English one knows. */
export const frErrors: Translated<typeof enErrors> = {
  'error.not_sent_network.what':
    'Helcim n’a pas pu être joint : la demande n’a jamais quitté cet ordinateur.',
  'error.not_sent_network.money': 'Aucun argent n’a bougé. Rien n’a été demandé au terminal.',
  'error.not_sent_network.next': 'Vérifiez la connexion Internet, puis renvoyez.',
  'error.not_sent_too_late.what':
    'La demande n’a pas pu partir dans les 3 secondes suivant votre appui; elle a été abandonnée.',
  'error.not_sent_too_late.money': 'Aucun argent n’a bougé. Rien n’a été demandé au terminal.',
  'error.not_sent_too_late.next': 'Renvoyez quand vous êtes prêt.',
  'error.not_sent_budget.what': 'Ce compte n’a plus d’appels à Helcim disponibles pour le moment.',
  'error.not_sent_budget.money': 'Aucun argent n’a bougé. Rien n’a été demandé au terminal.',
  'error.not_sent_budget.next': 'Attendez une minute, puis renvoyez.',
  'error.not_sent_ledger.what': 'Le paiement n’a pas pu être inscrit d’abord; il n’a donc pas été envoyé.',
  'error.not_sent_ledger.money': 'Aucun argent n’a bougé. Rien n’a été demandé au terminal.',
  'error.not_sent_ledger.next':
    'Vérifiez qu’il reste de l’espace sur le disque, puis renvoyez. Si cela arrive deux fois, appelez le gérant.',
  'error.device_not_listening.what':
    'Le terminal n’écoute pas. Il est peut-être en veille, déconnecté, hors ligne ou occupé, ou son application est fermée.',
  'error.device_not_listening.money': 'Aucun argent n’a bougé. Le terminal n’a jamais reçu la demande.',
  'error.device_not_listening.next':
    'Réveillez le terminal, ouvrez une session, rouvrez son application de paiement et appuyez sur Continue jusqu’à l’écran prêt. Puis renvoyez.',
  'error.device_not_found.what': 'Helcim ne connaît pas ce terminal dans ce compte.',
  'error.device_not_found.money': 'Aucun argent n’a bougé.',
  'error.device_not_found.next':
    'Relisez le code de 4 caractères sur le terminal et jumelez-le sous Terminaux.',
  'error.token_missing.what': 'Cette caisse n’a pas encore de jeton d’API, ou a perdu celui qu’elle avait.',
  'error.token_missing.money': 'Aucun argent n’a bougé. Rien n’a été envoyé.',
  'error.token_missing.next': 'Un gérant doit coller le jeton d’API sous Configuration.',
  'error.token_invalid.what': 'Helcim n’a pas accepté le jeton d’API.',
  'error.token_invalid.money': 'Aucun argent n’a bougé.',
  'error.token_invalid.next': 'Un gérant doit en coller un valide : Paramètres, Configuration, étape 2.',
  'error.token_lacks_permission.what': 'Le jeton d’API n’a pas le droit de faire cela.',
  'error.token_lacks_permission.money': 'Aucun argent n’a bougé.',
  'error.token_lacks_permission.next':
    'Demandez au gérant de donner au jeton, dans Helcim, la permission qui manque.',
  'error.rate_limited.what': 'Helcim a refusé parce que trop d’appels ont été faits.',
  'error.rate_limited.money': 'Aucun argent n’a bougé.',
  'error.rate_limited.next': 'Attendez une minute, puis réessayez.',
  'error.request_rejected.what': 'Helcim a rejeté la demande.',
  'error.request_rejected.money': 'Aucun argent n’a bougé.',
  'error.request_rejected.next':
    'Vérifiez ce que vous avez tapé. Si cela se répète, donnez au gérant la référence ci-dessous.',
  'error.outcome_unclear.what': 'La demande est partie, mais aucune réponse claire n’est revenue.',
  'error.outcome_unclear.money': 'Nous ne savons pas encore si de l’argent a bougé.',
  'error.outcome_unclear.next':
    'Ne renvoyez rien. Regardez le terminal : cette demande est peut-être encore active.',
  'error.helcim_unreachable.what': 'Helcim ne peut pas être joint en ce moment.',
  'error.helcim_unreachable.money':
    'Cette question n’a fait bouger aucun argent. Les paiements déjà envoyés restent surveillés.',
  'error.helcim_unreachable.next': 'Vérifiez la connexion Internet. Tillside redemande de lui-même.',
  'error.helcim_failed.what': 'Helcim a eu un problème de son côté.',
  'error.helcim_failed.money':
    'Cette question n’a fait bouger aucun argent. Les paiements déjà envoyés restent surveillés.',
  'error.helcim_failed.next': 'Attendez un moment et réessayez.',
  'error.helcim_unreadable.what': 'Helcim a répondu quelque chose que Tillside ne peut pas lire.',
  'error.helcim_unreadable.money':
    'Cette question n’a fait bouger aucun argent. Les paiements déjà envoyés restent surveillés.',
  'error.helcim_unreadable.next': 'Réessayez. Si cela se répète, donnez au gérant la référence ci-dessous.',
  'error.network_intercepted.what':
    'Quelque chose entre cet ordinateur et Helcim a répondu à sa place : un réseau qui demande une connexion, un serveur mandataire ou un pare-feu.',
  'error.network_intercepted.money':
    'Cette question n’a fait bouger aucun argent. Les paiements déjà envoyés restent surveillés.',
  'error.network_intercepted.next':
    'Ouvrez un navigateur Web sur cet ordinateur et connectez-vous au réseau s’il le demande. Sinon, la personne qui s’occupe du réseau doit laisser cet ordinateur joindre Helcim directement.',
  'error.not_found.what': 'Helcim n’a rien sous ce numéro.',
  'error.not_found.money': 'À lui seul, cela ne prouve pas que rien n’a été débité.',
  'error.not_found.next': 'Réessayez dans un moment.',
  'error.invalid_input.what': 'Quelque chose dans le formulaire n’est pas valide.',
  'error.invalid_input.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.invalid_input.next': 'Corrigez et réessayez.',
  'error.terminal_not_paired.what': 'Ce terminal n’est pas jumelé avec cette caisse.',
  'error.terminal_not_paired.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.terminal_not_paired.next': 'Jumelez-le sous Terminaux, ou choisissez un autre terminal.',
  'error.terminal_busy.what': 'Ce terminal a déjà un paiement en cours.',
  'error.terminal_busy.money': 'Rien de nouveau n’a été envoyé.',
  'error.terminal_busy.next': 'Terminez d’abord le paiement en cours, ou choisissez un autre terminal.',
  'error.terminal_in_doubt.what': 'Le résultat d’un paiement précédent sur ce terminal n’est pas connu.',
  'error.terminal_in_doubt.money':
    'Rien de nouveau n’a été envoyé. Le paiement précédent a peut-être été débité.',
  'error.terminal_in_doubt.next': 'Regardez le terminal et le paiement précédent avant d’envoyer.',
  'error.sale_busy.what': 'Cette vente a déjà un paiement en cours sur un terminal.',
  'error.sale_busy.money': 'Rien de nouveau n’a été envoyé.',
  'error.sale_busy.next': 'Terminez d’abord le paiement en cours.',
  'error.sale_in_doubt.what': 'Le résultat d’un paiement précédent de cette vente n’est pas connu.',
  'error.sale_in_doubt.money':
    'Rien de nouveau n’a été envoyé. Le paiement précédent a peut-être été débité.',
  'error.sale_in_doubt.next': 'Vérifiez le paiement précédent avant d’encaisser de nouveau.',
  'error.sale_paid.what': 'Cette vente est déjà payée.',
  'error.sale_paid.money': 'Rien de nouveau n’a été envoyé.',
  'error.sale_paid.next': 'Commencez une nouvelle vente s’il y a encore à payer.',
  'error.sale_unknown.what': 'Cette vente n’est pas au registre.',
  'error.sale_unknown.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.sale_unknown.next': 'Commencez une nouvelle vente à l’écran Encaisser.',
  'error.attempt_unknown.what': 'Ce paiement n’est pas au registre.',
  'error.attempt_unknown.money': 'Rien n’a été changé.',
  'error.attempt_unknown.next': 'Rouvrez-le à partir de l’Historique.',
  'error.not_possible_now.what': 'Ce n’est plus possible : le paiement a changé d’état.',
  'error.not_possible_now.money': 'Rien n’a été changé.',
  'error.not_possible_now.next': 'Lisez ce que le paiement montre maintenant.',
  'error.ping_not_now.what':
    'Ce terminal a un paiement en cours ou récemment inconnu : on ne lui envoie pas de ping.',
  'error.ping_not_now.money': 'Un ping ne touche à aucun argent.',
  'error.ping_not_now.next': 'Terminez d’abord le paiement. Après un paiement inconnu, attendez dix minutes.',
  'error.currency_unknown.what': 'La devise de ce compte n’est pas encore connue.',
  'error.currency_unknown.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.currency_unknown.next': 'Vérifiez la connexion à Helcim. La devise est lue dans le compte.',
  'error.currency_mismatch.what': 'La devise n’est pas celle de ce compte.',
  'error.currency_mismatch.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.currency_mismatch.next': 'Encaissez dans la devise du compte.',
  'error.account_unverified.what': 'Tillside n’a pas pu vérifier de quel compte Helcim il s’agit.',
  'error.account_unverified.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.account_unverified.next':
    'Vérifiez la connexion Internet et le jeton. Tillside réessaie de lui-même.',
  'error.account_changed.what': 'Le jeton appartient à un autre compte Helcim que ce registre.',
  'error.account_changed.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.account_changed.next':
    'Demandez au gérant de vérifier le jeton. Si c’est voulu, un redémarrage ouvre le registre propre à ce compte.',
  'error.ledger_not_open.what': 'Le registre n’est pas ouvert : aucun paiement ne peut être inscrit.',
  'error.ledger_not_open.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.ledger_not_open.next': 'Redémarrez Tillside. Si rien ne change, appelez le gérant.',
  'error.ledger_newer.what': 'Le registre a été écrit par une version plus récente de Tillside.',
  'error.ledger_newer.money':
    'Rien n’a été envoyé et aucun argent n’a bougé. Le registre n’a pas été touché.',
  'error.ledger_newer.next': 'Installez la version la plus récente de Tillside.',
  'error.ledger_unreadable.what': 'Le registre ne peut pas être lu.',
  'error.refund_road_changed.what': 'Helcim dit que ce paiement ne peut plus être remboursé de cette façon.',
  'error.refund_road_changed.money': 'Aucun argent n’a bougé. Helcim a rejeté le remboursement.',
  'error.refund_road_changed.next':
    'Recommencez le remboursement : Tillside relit le paiement et prend la voie qui est ouverte maintenant.',
  'error.suspected_duplicate.what':
    'Helcim l’a refusé comme double possible : même carte et même montant dans les 5 dernières minutes.',
  'error.suspected_duplicate.money':
    'Aucun argent n’a bougé pour ce remboursement. Un précédent du même montant est peut-être passé.',
  'error.suspected_duplicate.next':
    'Regardez d’abord les remboursements de cette vente. Si celui-ci en est vraiment un autre, attendez 5 minutes et recommencez.',
  'error.refund_not_possible.what': 'Ce remboursement n’est pas possible tel que demandé.',
  'error.refund_not_possible.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.refund_not_possible.next':
    'Regardez le paiement de nouveau : ce qu’il en reste, et pourquoi, y est indiqué.',
  'error.ledger_unreadable.money':
    'Rien n’a été envoyé et aucun argent n’a bougé. Le registre n’a pas été touché.',
  'error.ledger_unreadable.next':
    'Ne supprimez pas le fichier. Appelez le gérant : il peut être restauré à partir d’une sauvegarde.',
  'error.ledger_misplaced.what':
    'Le registre se trouve dans un dossier synchronisé, itinérant ou en réseau, où il peut être endommagé.',
  'error.ledger_misplaced.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.ledger_misplaced.next': 'Demandez au gérant de le déplacer dans un dossier de cet ordinateur.',
  'error.in_recovery.what':
    'Le registre a été restauré et n’a pas fini de se mettre à jour auprès de Helcim.',
  'error.in_recovery.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.in_recovery.next': 'Attendez la fin. Cela avance tout seul.',
  'error.file_not_saved.what': 'Le fichier n’a pas pu être écrit.',
  'error.file_not_saved.money': 'Enregistrer ne fait bouger aucun argent. Rien n’a été changé dans Tillside.',
  'error.file_not_saved.next':
    'Choisissez un autre dossier, ou libérez de l’espace sur le disque, et enregistrez de nouveau.',
  'error.file_not_read.what': 'Le fichier n’a pas pu être lu.',
  'error.file_not_read.money': 'Lire ne fait bouger aucun argent. Rien n’a été changé dans Tillside.',
  'error.file_not_read.next':
    'Vérifiez que c’est le bon fichier et que vous avez le droit de l’ouvrir, puis choisissez-le de nouveau.',
  'error.not_a_settings_file.what': 'Ce fichier ne contient pas de paramètres de Tillside.',
  'error.not_a_settings_file.money': 'Aucun argent n’est en jeu. Rien n’a été changé dans Tillside.',
  'error.not_a_settings_file.next':
    'Choisissez un fichier fait par « Enregistrer les paramètres dans un fichier » sur l’autre caisse.',
  'error.settings_file_newer.what': 'Ce fichier a été fait par une version plus récente de Tillside.',
  'error.settings_file_newer.money': 'Aucun argent n’est en jeu. Rien n’a été changé dans Tillside.',
  'error.settings_file_newer.next':
    'Installez ici la version la plus récente de Tillside, puis choisissez le fichier de nouveau.',
  'error.preview_gone.what':
    'Les paramètres ont changé depuis qu’on vous a montré ce que le fichier changerait.',
  'error.preview_gone.money': 'Aucun argent n’est en jeu. Rien n’a été pris du fichier.',
  'error.preview_gone.next': 'Choisissez le fichier de nouveau et regardez ce qu’il changerait maintenant.',
  'error.close_stopped.what': 'Le rapport de la journée a été arrêté avant d’être complet.',
  'error.close_stopped.money': 'Un rapport ne fait que lire. Aucun argent n’a bougé.',
  'error.close_stopped.next': 'Refaites-le quand vous êtes prêt.',
  'error.close_not_made.what': 'Il n’y a pas de rapport complet de cette journée.',
  'error.close_not_made.money': 'Un rapport ne fait que lire. Aucun argent n’a bougé.',
  'error.close_not_made.next': 'Refaites le rapport de la journée, puis réessayez.',
  'error.print_failed.what': 'La page n’a pas pu être envoyée à une imprimante.',
  'error.print_failed.money': 'Imprimer ne fait bouger aucun argent. Le rapport est toujours ici.',
  'error.print_failed.next':
    'Vérifiez qu’une imprimante est installée et allumée, ou enregistrez le rapport en PDF.',
  'error.not_allowed.what': 'Il faut un gérant pour cela.',
  'error.not_allowed.money': 'Rien n’a été changé.',
  'error.not_allowed.next': 'Demandez à un gérant de le faire.',
  'error.not_trusted.what': 'Tillside a rejeté une demande qui ne venait pas de sa propre fenêtre.',
  'error.not_trusted.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.not_trusted.next': 'Redémarrez Tillside. Si cela se répète, appelez le gérant.',
  'error.manager_needed.what': 'Ce remboursement exige le NIP du gérant.',
  'error.manager_needed.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.manager_needed.next': 'Demandez au gérant de taper le NIP.',
  'error.pin_wrong.what': 'Ce n’est pas le NIP du gérant.',
  'error.pin_wrong.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.pin_wrong.next':
    'Tapez-le de nouveau. Après trois erreurs, il faut attendre, chaque fois plus longtemps. Un NIP oublié se réinitialise sous Paramètres.',
  'error.pin_wait.what': 'Trop d’essais erronés : rien n’est vérifié pendant un moment.',
  'error.pin_wait.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.pin_wait.next':
    'Attendez la fin du délai. Redémarrer Tillside le fait recommencer. Un NIP oublié se réinitialise sous Paramètres.',
  'error.pin_weak.what': 'Ce NIP est trop facile à deviner.',
  'error.pin_weak.money': 'Rien n’a été changé. Aucun argent n’est en jeu.',
  'error.pin_weak.next':
    'Choisissez de 6 à 12 chiffres qui ne se suivent pas, ne sont pas tous pareils et ne forment pas de motif.',
  'error.pin_lost.what':
    'Il y a un NIP du gérant, mais il ne peut pas être vérifié : son enregistrement est illisible.',
  'error.pin_lost.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.pin_lost.next':
    'Un gérant le règle de nouveau sous Paramètres, en collant le jeton d’API du compte.',
  'error.pin_not_set.what': 'Aucun NIP du gérant n’est réglé sur cette caisse.',
  'error.pin_not_set.money': 'Rien n’a été changé. Aucun argent n’est en jeu.',
  'error.pin_not_set.next': 'Réglez-en un sous Paramètres.',
  'error.pin_already_set.what': 'Un NIP du gérant est déjà réglé.',
  'error.pin_already_set.money': 'Rien n’a été changé. Aucun argent n’est en jeu.',
  'error.pin_already_set.next': 'Changez-le avec l’ancien, ou réinitialisez-le avec le jeton d’API.',
  'error.api_token_wrong.what': 'Ce n’est pas le jeton d’API que cette caisse utilise.',
  'error.api_token_wrong.money': 'Rien n’a été changé. Aucun argent n’est en jeu.',
  'error.api_token_wrong.next': 'Copiez de nouveau le jeton en entier et collez-le.',
  'error.secrets_not_kept.what': 'Le NIP et les limites n’ont pas pu être inscrits.',
  'error.secrets_not_kept.money': 'Rien n’a été changé. Ce qui était réglé avant reste valable.',
  'error.secrets_not_kept.next':
    'Vérifiez que le disque a de l’espace libre et accepte l’écriture, puis réessayez.',
  'error.secret_unusable.what': 'Ce qui a été collé ne peut pas être le texte demandé.',
  'error.secret_unusable.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.secret_unusable.next': 'Copiez-le en entier depuis sa page et collez-le encore une fois.',
  'error.secret_fixed.what':
    'Cette valeur a été donnée au démarrage du programme : elle ne peut pas être changée ici.',
  'error.secret_fixed.money': 'Rien n’a été envoyé et aucun argent n’a bougé.',
  'error.secret_fixed.next': 'Démarrez Tillside sans l’option, puis réglez-la ici.',
  'error.token_other_account.what':
    'Ce jeton d’API appartient à un autre compte Helcim que celui de cette caisse.',
  'error.token_other_account.money': 'Aucun argent n’a bougé. Le jeton utilisé reste en place.',
  'error.token_other_account.next':
    'Collez un jeton du compte de ce commerce. Si le commerce a vraiment changé de compte, dites-le ci-dessous : cette caisse commence alors un nouveau registre.',
  'error.mode_not_now.what':
    'Un paiement ou un remboursement est encore en cours : la caisse ne peut pas changer de mode maintenant.',
  'error.mode_not_now.money': 'Ce qui est en cours continue et reste surveillé. Rien d’autre n’a bougé.',
  'error.mode_not_now.next': 'Attendez qu’il soit terminé, puis réessayez.',
  'error.demo_only.what': 'Cela n’existe qu’en mode d’exercice.',
  'error.demo_only.money': 'Rien n’a été changé.',
  'error.demo_only.next': 'Continuez avec le vrai terminal.',
  'error.internal.what': 'Tillside a fait une erreur.',
  'error.internal.money': 'Un paiement déjà envoyé est inscrit et reste surveillé.',
  'error.internal.next':
    'Regardez les paiements en cours ci-dessus avant de refaire quoi que ce soit. Donnez au gérant la référence ci-dessous.',
};
