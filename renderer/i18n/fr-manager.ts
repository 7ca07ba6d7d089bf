import type { enManager } from './en-manager.ts';
import type { Translated } from './translated.ts';

export const frManager: Translated<typeof enManager> = {
  'nav.settings': 'Paramètres',
  'settings.title': 'Paramètres',
  'settings.loading': 'Lecture des paramètres…',

  'manager.title': 'Gérant',
  'manager.none':
    'Aucun NIP du gérant n’est réglé : tout le monde à cette caisse peut rembourser n’importe quel montant.',
  'manager.none_next':
    'Réglez un NIP de 6 à 12 chiffres. Chaque remboursement le demandera alors, jusqu’à ce que vous fixiez des limites.',
  'manager.set': 'Un NIP du gérant est réglé.',
  'manager.lost':
    'Un NIP du gérant était réglé, mais il ne peut plus être vérifié. Chaque remboursement attend un gérant.',
  'manager.lost_next':
    'Réglez de nouveau le NIP et les limites : collez le jeton d’API du compte, le même que cette caisse utilise.',
  'manager.loss.missing': 'Le fichier qui le contient n’est pas là.',
  'manager.loss.damaged': 'Le fichier qui le contient est endommagé.',
  'manager.loss.foreign_key':
    'Le fichier qui le contient a été scellé sur un autre ordinateur ou par un autre utilisateur, ou le trousseau de clés a été vidé.',
  'manager.loss.newer': 'Le fichier qui le contient a été écrit par une version plus récente de Tillside.',
  'manager.loss.replaced': 'Le fichier qui le contient n’est pas le dernier que cette caisse a écrit.',
  'manager.loss.locked':
    'Le trousseau de clés de l’ordinateur ne peut pas être ouvert en ce moment. Déverrouillez-le et redémarrez Tillside : le NIP sera de retour.',
  'manager.unkept.no_encryption':
    'Cet ordinateur n’offre aucun chiffrement; Tillside n’y écrit donc aucun secret. Le NIP et les limites durent jusqu’à la fermeture de Tillside; ensuite, un gérant les règle de nouveau avec le jeton d’API.',
  'manager.unkept.plain_text':
    'Le trousseau de clés de cet ordinateur ne protège rien : n’importe qui pourrait ouvrir ce qu’il contient. Tillside n’y écrit donc aucun secret. Le NIP et les limites durent jusqu’à la fermeture de Tillside; ensuite, un gérant les règle de nouveau avec le jeton d’API.',
  'manager.set_pin': 'Régler un NIP du gérant',
  'manager.change_pin': 'Changer le NIP',
  'manager.reset_pin': 'NIP oublié',
  'manager.set_up_again': 'Régler de nouveau',
  'manager.change_limits': 'Changer les limites',
  'manager.done.setPin': 'Le NIP du gérant est réglé.',
  'manager.done.changePin': 'Le NIP du gérant est changé.',
  'manager.done.resetPin': 'Le NIP du gérant est réinitialisé.',
  'manager.done.setLimits': 'Les limites sont changées.',
  'manager.done.setRefundToken':
    'Les remboursements passent désormais par leur propre jeton; chacun demande le NIP du gérant.',
  'manager.done.forgetRefundToken':
    'Le jeton pour les remboursements est retiré. Les remboursements passent par le jeton ordinaire.',
  'refundToken.set':
    'Les remboursements passent par leur propre jeton d’API, que le NIP du gérant déverrouille : chaque remboursement le demande, même dans ces limites.',
  'refundToken.keep': 'Garder un second jeton pour les remboursements',
  'refundToken.replace': 'Remplacer le jeton pour les remboursements',
  'refundToken.forget': 'Retirer le jeton pour les remboursements',
  'refundToken.dialog': 'Un second jeton pour les remboursements',
  'refundToken.why':
    'Le jeton ordinaire peut alors être un jeton qui ne fait qu’encaisser. Celui-ci ne sert qu’aux remboursements et se déverrouille avec le NIP du gérant : chaque remboursement le demande.',
  'refundToken.field': 'Jeton d’API pour les remboursements',
  'refundToken.next': 'Suivant',
  'refundToken.pin_why': 'Le NIP du gérant scelle le jeton pour les remboursements.',
  'refundToken.pin_why_forget': 'Le NIP du gérant permet de retirer le jeton pour les remboursements.',

  'limits.title': 'Remboursements qui exigent le NIP du gérant',
  'limits.amount': 'Montant',
  'limits.amount_every': 'Tous les remboursements',
  'limits.amount_above': 'Plus de {{amount}}',
  'limits.age': 'Âge de la vente',
  'limits.age_any': 'Sans importance',
  'limits.age_older_one': 'Plus de {{count}} jour',
  'limits.age_older_many': 'Plus de {{count}} de jours',
  'limits.age_older_other': 'Plus de {{count}} jours',
  'limits.origin': 'Vente non faite par cette caisse',
  'limits.origin_needs': 'Exige le NIP',
  'limits.origin_free': 'Sans importance',
  'limits.dialog': 'Changer les limites des remboursements',
  'limits.amount_field': 'Les remboursements de plus de ce montant exigent le NIP',
  'limits.amount_hint': '0 veut dire tous les remboursements',
  'limits.days_field': 'Les remboursements de ventes datant de plus de ce nombre de jours exigent le NIP',
  'limits.days_hint': 'Vide : l’âge est sans importance',
  'limits.days_bad': 'Tapez un nombre entier de jours, de 0 à {{max}}, ou laissez vide.',
  'limits.origin_field': 'Les remboursements de ventes que cette caisse n’a pas faites exigent le NIP',
  'limits.next': 'Suivant : taper le NIP',

  'pin.who': 'Votre nom',
  'pin.pad': 'Pavé du NIP',
  'pin.typed_one': '{{count}} chiffre tapé',
  'pin.typed_many': '{{count}} de chiffres tapés',
  'pin.typed_other': '{{count}} chiffres tapés',
  'pin.delete': 'Effacer le dernier chiffre',
  'pin.clear': 'Effacer le NIP',
  'pin.enter': 'Tapez le NIP du gérant',
  'pin.enter_why_limits': 'Le NIP du gérant autorise les nouvelles limites.',
  'pin.check': 'Vérifier le NIP',
  'pin.not_now':
    'Aucun NIP ne peut être vérifié maintenant : les essais sont comptés dans le registre, et il n’est pas ouvert. Cela reprend de soi-même dès qu’il l’est.',
  'pin.go_on': 'Continuer',
  'pin.wait': 'Trop d’essais erronés : rien n’est vérifié pendant',
  'pin.wait_next':
    'Attendez la fin du délai; redémarrer Tillside le fait recommencer. Si le NIP est oublié, un gérant le réinitialise sous Paramètres avec le jeton d’API.',
  'pin.wait_token_next': 'Attendez la fin du délai, puis collez le jeton de nouveau.',
  'pin.wait_over': 'Vous pouvez réessayer maintenant.',
  'pin.step.setPin': 'Régler un NIP du gérant',
  'pin.step.changePin': 'Changer le NIP du gérant',
  'pin.step.resetPin': 'Réinitialiser le NIP du gérant',
  'pin.explain.setPin': 'Le nom de la personne qui le règle est inscrit avec le changement.',
  'pin.explain.changePin': 'Il vous faut le NIP valide en ce moment.',
  'pin.explain.resetPin':
    'Collez le jeton d’API que cette caisse utilise. Il vient de Helcim : All Tools, Integrations, API Access. Il est comparé sur cet ordinateur et n’est envoyé nulle part.',
  'pin.explain_demo': 'En mode d’exercice, tapez {{token}} comme jeton.',
  'pin.token': 'Jeton d’API',
  'pin.old': 'Le NIP valide en ce moment',
  'pin.new': 'Le nouveau NIP',
  'pin.new_hint': 'De 6 à 12 chiffres : pas de suite, pas tous pareils, pas de motif',
  'pin.again': 'Le nouveau NIP encore une fois',
  'pin.differs': 'Les deux n’étaient pas pareils. Tapez le nouveau NIP encore, deux fois.',
  'pin.save': 'Enregistrer le NIP',
  'pin.bad.not_digits': 'Des chiffres seulement.',
  'pin.bad.too_short': 'Au moins 6 chiffres.',
  'pin.bad.too_long': 'Au plus 12 chiffres.',
  'pin.bad.all_equal': 'Toujours le même chiffre : c’est la première chose que les autres essaient.',
  'pin.bad.run': 'Des chiffres qui se suivent sont faciles à deviner.',
  'pin.bad.repeated': 'Un bloc qui se répète est facile à deviner.',
  'pin.bad.common': 'C’est un des NIP que beaucoup de gens choisissent.',
};
