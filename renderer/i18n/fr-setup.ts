import type { enSetup } from './en-setup.ts';
import type { Translated } from './translated.ts';

/** Pages, menus and buttons of Helcim, ngrok and Cloudflare stay in English, as they stand on their screens. */
export const frSetup: Translated<typeof enSetup> = {
  'mode.live': 'Réel : vrais paiements',
  'mode.go_live': 'Passer en réel',
  'mode.back_to_live': 'Revenir au réel',
  'mode.changing': 'Changement de mode…',
  'mode.watch': 'Caisse réelle : {{parts}}',
  'mode.watch_alarms_one': '{{count}} alerte',
  'mode.watch_alarms_many': '{{count}} d’alertes',
  'mode.watch_alarms_other': '{{count}} alertes',
  'mode.watch_open_one': '{{count}} en cours',
  'mode.watch_open_many': '{{count}} en cours',
  'mode.watch_open_other': '{{count}} en cours',
  'mode.watch_unknowns_one': '{{count}} à éclaircir',
  'mode.watch_unknowns_many': '{{count}} à éclaircir',
  'mode.watch_unknowns_other': '{{count}} à éclaircir',

  'welcome.title': 'Bienvenue dans Tillside',
  'welcome.say':
    'Vous êtes en mode d’exercice : les terminaux sont virtuels, il n’y a pas de compte et aucun argent ne bouge. Explorez aussi longtemps que vous le voulez.',
  'welcome.live':
    'Quand vous serez prêt, le guide vous mènera au premier vrai paiement en une dizaine de minutes.',
  'welcome.go_live': 'Configurer les vrais paiements',
  'welcome.try': 'Essayer d’abord : jumeler un terminal virtuel',

  'setup.title': 'Configurer les vrais paiements',
  'setup.open': 'Configuration',
  'setup.settings_say':
    'Du jeton d’API au premier paiement, étape par étape. Chaque étape peut être refaite ici en tout temps.',
  'setup.steps': 'Étapes',
  'setup.step_of': 'Étape {{number}} de {{count}}',
  'setup.back': 'Retour',
  'setup.next': 'Suivant',
  'setup.to_ready': 'Voir ce qui est réglé',
  'setup.later': 'Quitter pour l’instant',
  'setup.later_say': 'Le guide reprend là où vous vous êtes arrêté, même après un redémarrage.',
  'setup.skip': 'Sauter cette étape',
  'setup.undo': 'Refaire cette étape',
  'setup.state.todo': 'à faire',
  'setup.state.done': 'fait',
  'setup.state.problem': 'à corriger',
  'setup.state.skipped': 'sauté',
  'setup.problem.token_invalid':
    'Helcim n’accepte plus ce jeton. Collez-en un nouveau : d’ici là, rien ne peut être encaissé.',
  'setup.problem.token_missing': 'Il n’y a pas encore de jeton.',
  'setup.problem.secrets_lost':
    'Le jeton gardé ne peut pas être ouvert sur cet ordinateur. Collez-le de nouveau; les paiements du registre sont tous là.',
  'setup.problem.not_pinged':
    'Aucun terminal jumelé ne s’est encore allumé. Envoyez un ping à l’un d’eux pour voir qu’il répond.',
  'setup.problem.no_verifier': 'Le « verifier token » de la page des webhooks de Helcim manque encore.',
  'setup.problem.self_test_failed':
    'Le dernier autotest n’est pas arrivé. Tant qu’il n’arrive pas, les résultats viennent par vérification.',
  'setup.problem.tunnel_down':
    'Le tunnel est hors service. Jusqu’à son retour, les résultats viennent par vérification.',
  'setup.problem.pin_lost':
    'Le NIP du gérant ne peut pas être vérifié. Réglez-le de nouveau avec le jeton d’API.',
  'setup.needs_live':
    'Cette étape concerne la caisse en argent réel. Vous êtes maintenant en mode d’exercice.',
  'setup.needs_live_token': 'Elle commence par le jeton d’API, à l’étape 2.',
  'setup.needs_live_to_token': 'À l’étape 2, le jeton d’API',
  'setup.where': 'Où cliquer',
  'setup.read_more': 'La page de Helcim à ce sujet',
  'setup.copy': 'Copier',
  'setup.copied': 'Copié',
  'setup.copy_failed': 'La copie n’a pas réussi. Sélectionnez le texte et copiez-le à la main.',

  'setup.step.mode.name': 'Exercice ou argent réel',
  'setup.step.mode.why':
    'L’exercice et l’argent réel sont tenus séparés : chacun a ses propres terminaux et son propre registre.',
  'setup.step.token.name': 'Jeton d’API',
  'setup.step.token.why':
    'Le jeton est la clé avec laquelle cette caisse parle à votre compte Helcim. Vous le créez dans Helcim, et le collez ici une seule fois.',
  'setup.step.pairing.name': 'Mode de jumelage',
  'setup.step.pairing.why':
    'Un terminal Helcim ne prend les paiements d’une caisse que s’il est en mode de jumelage (« pairing mode »). Helcim l’appelle aussi « API mode ».',
  'setup.step.terminals.name': 'Terminaux',
  'setup.step.terminals.why': 'Chaque terminal se reconnaît aux quatre lettres et chiffres sur son écran.',
  'setup.step.results.name': 'Arrivée des résultats',
  'setup.step.results.why':
    'Helcim peut envoyer tout de suite le résultat d’un paiement à cette caisse, s’il existe une adresse sur Internet qui mène ici. Sans adresse, la caisse interroge Helcim encore et encore.',
  'setup.step.webhook.name': 'Webhook de Helcim',
  'setup.step.webhook.why':
    'Helcim doit recevoir l’adresse, et cette caisse doit connaître la signature de Helcim, pour que personne d’autre ne puisse lui envoyer des résultats.',
  'setup.step.people.name': 'Personnes et commerce',
  'setup.step.people.why':
    'Qui peut rembourser, qui est à la caisse, et ce que Helcim doit savoir du commerce.',
  'setup.step.first_payment.name': 'Un premier paiement',
  'setup.step.first_payment.why':
    'Un petit vrai paiement et son remboursement montrent que tout fonctionne, avant qu’un client soit là.',

  'setup.mode.practice': 'Exercice',
  'setup.mode.practice_say':
    'La caisse parle à un simulateur dans ce programme, avec des terminaux virtuels. Aucun compte n’est nécessaire et aucun argent ne bouge. Ce mode est toujours là pour la formation.',
  'setup.mode.live': 'Argent réel',
  'setup.mode.live_say':
    'La caisse parle à Helcim et débite de vraies cartes sur vos terminaux. Il faut un compte Helcim, un jeton d’API de ce compte et un terminal.',
  'setup.mode.is_now': 'Vous êtes ici maintenant',
  'setup.mode.practise': 'S’exercer',
  'setup.mode.practise_more': 'Continuer de s’exercer',
  'setup.mode.to_live': 'Passer à l’argent réel',
  'setup.mode.begin': 'Configurer l’argent réel',
  'setup.mode.watched':
    'Pendant que vous vous exercez, les vrais paiements déjà envoyés restent surveillés, et ce qui leur arrive s’affiche dans la bande du haut.',
  'setup.mode.test_account':
    'Pour essayer avec de vrais terminaux, mais sans argent réel, demandez à Helcim un compte d’essai pour développeurs (« developer test account ») et utilisez son jeton.',
  'setup.mode.test_account_link': 'La page de Helcim sur les comptes d’essai',

  'setup.token.path.1': 'Connectez-vous à Helcim en tant qu’administrateur, dans votre navigateur.',
  'setup.token.path.2': 'All Tools (en haut à gauche), puis Integrations, puis API Access Configuration.',
  'setup.token.path.3': 'New API Access. Donnez-lui un nom que vous reconnaîtrez, par exemple « Caisse 1 ».',
  'setup.token.path.4':
    'Choisissez les Access Restrictions du tableau ci-dessous, puis Create (en haut à droite).',
  'setup.token.path.5': 'Copiez le jeton d’API que Helcim affiche alors, et collez-le ici.',
  'setup.token.rights': 'Droits d’accès (Access Restrictions)',
  'setup.token.right_name': 'Dans Helcim',
  'setup.token.right_choose': 'Choisir',
  'setup.token.right_why': 'Pour que cette caisse puisse',
  'setup.token.right.processing': 'Transaction Processing',
  'setup.token.right.processing_choose': 'Admin',
  'setup.token.right.processing_why': 'encaisser et rembourser',
  'setup.token.right.processing_only': 'ou Positive Transaction',
  'setup.token.right.processing_only_why':
    'encaisser seulement : les remboursements se font alors dans Helcim',
  'setup.token.right.general': 'General',
  'setup.token.right.general_why': 'vérifier ce qu’est devenu un paiement',
  'setup.token.right.settings': 'Settings',
  'setup.token.right.settings_why': 'trouver vos terminaux d’elle-même; sinon, vous tapez leurs codes',
  'setup.token.check': 'Vérifier et garder',
  'setup.token.checking': 'Demande à Helcim…',
  'setup.token.checking_end': 'se termine tout seul après une minute au plus',
  'setup.token.other_account': 'Ce commerce a changé de compte Helcim',
  'setup.token.other_account_say':
    'Un nouveau registre commence alors pour le nouveau compte. Les paiements de l’ancien restent dans leur propre registre.',
  'setup.token.found': 'Ce qui a été trouvé',
  'setup.token.account': 'Compte',
  'setup.token.account.same': 'le compte de cette caisse',
  'setup.token.account.first': 'le premier de cette caisse',
  'setup.token.account.other': 'un autre qu’avant, avec un nouveau registre',
  'setup.token.account.unknown': 'Helcim ne l’a pas dit',
  'setup.token.currency': 'Devise',
  'setup.token.currency_unknown': 'connue avec le premier terminal ou paiement',
  'setup.token.right_transactions': 'Vérifier les paiements',
  'setup.token.right_devices': 'Trouver les terminaux',
  'setup.token.right_cardTerminals': 'Lire les paramètres du compte',
  'setup.token.right_yes': 'permis',
  'setup.token.right_no': 'non permis',
  'setup.token.right_unknown': 'Helcim ne l’a pas dit',
  'setup.token.devices': 'Terminaux du compte',
  'setup.token.devices_unknown': 'invisibles avec ce jeton',
  'setup.token.money_rights': 'Encaisser et rembourser',
  'setup.token.money_rights_say':
    'connu à la première utilisation : aucun paiement n’est jamais fait pour le savoir',
  'setup.token.no_transactions':
    'Sans le droit de vérifier les paiements, cette caisse ne peut pas savoir ce qu’un paiement est devenu. Dans Helcim, donnez au jeton le droit General : Read, puis vérifiez-le de nouveau.',
  'setup.token.no_devices':
    'Les terminaux ne peuvent pas être trouvés automatiquement; vous tapez leurs codes à l’étape 4. Le droit Settings : Read changerait cela.',
  'setup.token.purchase_only':
    'Un jeton qui ne peut qu’encaisser suffit tout à fait : les remboursements se font alors dans Helcim même.',
  'setup.token.fixed': 'Donné au démarrage du programme : il ne peut pas être changé ici.',

  'setup.secret.apiToken': 'Jeton d’API',
  'setup.secret.verifier': '« Verifier token »',
  'setup.secret.ngrokAuthtoken': 'Jeton ngrok (« authtoken »)',
  'setup.secret.cloudflaredToken': 'Jeton du tunnel Cloudflare',
  'setup.secret.set': 'Réglé',
  'setup.secret.set_end': 'Réglé, se termine par {{end}}',
  'setup.secret.replace': 'Remplacer',
  'setup.secret.keep_old': 'Garder celui en usage',
  'setup.secret.show': 'Afficher',
  'setup.secret.keep': 'Le garder',
  'setup.secret.kept_note': 'Il va dans le trousseau de clés de cet ordinateur et n’est plus jamais affiché.',
  'setup.secret.problem.empty': 'Rien n’a encore été collé.',
  'setup.secret.problem.blanks_inside':
    'Il y a une espace ou un saut de ligne au milieu. Copiez-le encore une fois, et rien d’autre.',
  'setup.secret.problem.too_long': 'C’est trop long pour être le bon texte. Copiez seulement le jeton.',
  'setup.secret.problem.too_short': 'C’est trop court pour être le bon texte. Copiez-le en entier.',
  'setup.secret.problem.not_printable':
    'Il contient des caractères qu’aucun jeton n’a. Copiez-le de nouveau depuis la page de Helcim, et non depuis un document.',
  'setup.secret.problem.only_prefix': 'Ce n’est que le début, whsec_. Copiez aussi ce qui suit.',
  'setup.secret.problem.not_base64':
    'Ce n’est pas un « verifier token » : il a d’autres caractères, ou il en manque une partie. Copiez-le en entier.',

  'setup.unkept.title': 'Cet ordinateur ne peut pas protéger de secrets',
  'setup.unkept.no_encryption': 'Il n’a pas de trousseau de clés qui pourrait chiffrer le jeton.',
  'setup.unkept.plain_text':
    'Son trousseau de clés n’est pas protégé par un mot de passe : le jeton y serait en texte clair.',
  'setup.unkept.say':
    'Les jetons sont donc gardés jusqu’à la fermeture du programme, et il faut les coller de nouveau à chaque démarrage.',
  'setup.unkept.accepted':
    'Un gérant a accepté que les jetons soient gardés sur cet ordinateur sans protection.',
  'setup.unkept.accept': 'Les garder sans protection',
  'setup.unkept.accept_title': 'Garder les jetons sans protection?',
  'setup.unkept.accept_say':
    'Quiconque peut lire les fichiers de cet utilisateur pourrait alors lire le jeton, et encaisser ou rembourser en votre nom. Ne le faites que sur un ordinateur auquel personne d’autre n’a accès.',
  'setup.unkept.accept_confirm': 'Je l’accepte',
  'setup.unkept.stop': 'Ne plus les garder',

  'setup.pairing.which': 'Il y a deux façons. Le terminal vous montre laquelle votre compte utilise.',
  'setup.pairing.device': 'Nouvelle façon : sur chaque terminal',
  'setup.pairing.account': 'Ancienne façon : pour tout le compte',
  'setup.pairing.device_sign': 'C’est la vôtre si le menu du terminal offre « Switch to pairing mode ».',
  'setup.pairing.account_sign':
    'C’est la vôtre si Helcim, dans le navigateur, a une page « Smart Terminal API ».',
  'setup.pairing.device.path.1':
    'Smart Terminal : ouvrez-y une session, appuyez sur Switch et notez le code.',
  'setup.pairing.device.path.2':
    'Card Reader : ouvrez une session dans son application, ouvrez le menu, passez à « pairing mode » et notez le code.',
  'setup.pairing.device.path.3':
    'Appuyez sur Continue. Le terminal affiche alors son écran prêt avec le code.',
  'setup.pairing.account.path.1':
    'En tant qu’administrateur, dans le navigateur : All Tools, Settings, Smart Terminal API. Activez-la.',
  'setup.pairing.account.path.2':
    'Sur chaque terminal : fermez la session, puis ouvrez-la de nouveau. Il s’inscrit de lui-même.',
  'setup.pairing.account.path.3': 'Notez le code à son écran et appuyez sur Continue jusqu’à l’écran prêt.',
  'setup.pairing.after': 'Ce qui change',
  'setup.pairing.device_after.1': 'Seul ce terminal change; les autres continuent comme avant.',
  'setup.pairing.device_after.2':
    'Sur ce terminal, personne ne peut plus taper de montant : les paiements commencent à la caisse.',
  'setup.pairing.device_after.3': 'Pour revenir : Options sur le terminal, puis passez à « standalone ».',
  'setup.pairing.account_after.1':
    'Tous les terminaux du compte changent d’un coup, dans tous vos commerces : le point de vente de Helcim disparaît de chacun d’eux.',
  'setup.pairing.account_after.2':
    'Faites-le donc quand aucun client n’attend, et avec toutes les caisses prêtes.',
  'setup.pairing.account_after.3':
    'Pour revenir : le même interrupteur dans le navigateur; ensuite, fermez et rouvrez la session sur chaque terminal.',
  'setup.pairing.receipts':
    'Les réglages du terminal lui-même pour l’impression, les pourboires et Fee Saver valent toujours.',
  'setup.pairing.confirm': 'Mon terminal affiche son écran prêt',
  'setup.pairing.confirmed': 'Vous avez dit que le terminal affiche son écran prêt.',
  'setup.pairing.link_device': 'La page de Helcim sur le mode de jumelage',
  'setup.pairing.link_account': 'La page de Helcim sur l’ancienne façon',

  'setup.terminals.paired': 'Jumelés avec cette caisse',
  'setup.terminals.none':
    'Aucun terminal n’est encore jumelé. Choisissez-en un ci-dessous, ou tapez son code.',
  'setup.terminals.lit': '{{terminal}} s’est-il allumé et a-t-il affiché un message?',
  'setup.terminals.lit_yes': 'Oui',
  'setup.terminals.lit_no': 'Non',
  'setup.terminals.lit_done': 'Vous avez vu un terminal s’allumer.',
  'setup.terminals.lit_no_title': 'Alors un autre terminal a ce code, ou celui-ci est en veille.',
  'setup.terminals.lit_no_1':
    'Réveillez-le : appuyez sur une touche ou touchez son écran, et voyez qu’il est sur le réseau.',
  'setup.terminals.lit_no_2':
    'Comparez le code de son écran prêt avec celui d’ici. S’ils diffèrent, dissociez-le et jumelez le bon.',
  'setup.terminals.lit_no_3':
    'Il doit afficher l’écran prêt du mode de jumelage, comme à l’étape 3. Envoyez ensuite un autre ping.',
  'setup.terminals.one_till':
    'Une seule caisse par terminal. Si deux caisses envoient au même terminal, personne ne sait à qui est le paiement.',

  'setup.results.choose': 'Choisissez une voie',
  'setup.results.none.gives': 'Marche tout de suite, sans rien à installer.',
  'setup.results.none.costs':
    'Les résultats prennent quelques secondes de plus, et une annulation sur le terminal n’est pas vue : la personne à la caisse dit alors que le terminal est de nouveau prêt.',
  'setup.results.ngrok.gives':
    'Résultats en moins d’une seconde. Il fonctionne dans Tillside : rien à installer.',
  'setup.results.ngrok.costs':
    'Il faut un compte chez ngrok et un domaine réservé là. Le forfait gratuit a un domaine; lisez-en les conditions pour l’usage dans un commerce.',
  'setup.results.cloudflared.gives':
    'Résultats en moins d’une seconde, par votre propre domaine chez Cloudflare.',
  'setup.results.cloudflared.costs':
    'Il faut un domaine chez Cloudflare et leur programme cloudflared sur cet ordinateur. Le tunnel lui-même ne coûte rien.',
  'setup.results.own_url.gives':
    'Résultats en moins d’une seconde, par ce que vous avez déjà : un serveur mandataire inverse, Tailscale Funnel ou l’équivalent.',
  'setup.results.own_url.costs': 'Vous le tenez en marche vous-même. Il lui faut un certificat https valide.',
  'setup.results.ngrok.path.1': 'Créez un compte chez ngrok, et réservez un domaine sous Domains.',
  'setup.results.ngrok.path.2': 'Copiez le domaine dans le champ ci-dessous.',
  'setup.results.ngrok.path.3': 'Copiez le jeton depuis « Your Authtoken », et collez-le ci-dessous.',
  'setup.results.cloudflared.path.1': 'Installez cloudflared sur cet ordinateur.',
  'setup.results.cloudflared.path.2':
    'Chez Cloudflare, sous Zero Trust, Networks, Tunnels : créez un tunnel du genre cloudflared et copiez son jeton.',
  'setup.results.cloudflared.path.3': 'Donnez au tunnel un « public hostname » avec le service {{localUrl}}.',
  'setup.results.own_url.path.1': 'Votre serveur mandataire doit tout transmettre à {{localUrl}}, tel quel.',
  'setup.results.own_url.path.2':
    'Rien ne doit bloquer l’accès : ni page de connexion, ni contrôle contre les robots, ni redirection.',
  'setup.results.link.ngrok_domains': 'ngrok : Domains',
  'setup.results.link.ngrok_authtoken': 'ngrok : Your Authtoken',
  'setup.results.link.cloudflared_download': 'Cloudflare : cloudflared',
  'setup.results.domain': 'Domaine chez ngrok',
  'setup.results.domain_hint': 'Par exemple my-shop.ngrok.app',
  'setup.results.publicUrl': 'Adresse publique',
  'setup.results.publicUrl_hint': 'Par exemple https://till.my-shop.com, sans chemin',
  'setup.results.program': 'Où se trouve cloudflared',
  'setup.results.program_hint': 'Le chemin complet. Vide : Tillside le cherche aux endroits habituels',
  'setup.results.save': 'Utiliser cette voie',
  'setup.results.saved': 'En usage : {{way}}',
  'setup.results.unsaved': 'Pas encore en usage : appuyez sur « Utiliser cette voie ».',
  'setup.results.whose': 'Votre nom est inscrit dans la liste des changements.',
  'setup.url.empty': 'L’adresse manque.',
  'setup.url.not_a_url': 'Ce n’est pas une adresse. Elle ressemble à https://till.my-shop.com',
  'setup.url.not_https': 'Elle doit commencer par https://. Helcim n’envoie à rien d’autre.',
  'setup.url.names_helcim':
    'Helcim refuse une adresse qui contient le mot « helcim ». Choisissez un autre nom.',
  'setup.url.has_credentials':
    'Une adresse qui contient un nom d’utilisateur ou un mot de passe n’est pas acceptée.',
  'setup.url.has_query': 'Enlevez le point d’interrogation ou le #, et ce qui suit.',
  'setup.url.trailing_slash': 'Enlevez la barre oblique à la fin.',
  'setup.url.has_path': 'Enlevez le chemin après le nom : Tillside ajoute le sien.',
  'setup.url.private_host':
    'Seuls cet ordinateur ou son propre réseau peuvent joindre cette adresse. Il faut à Helcim une adresse sur Internet.',
  'setup.url.too_long': 'C’est trop long.',

  'setup.webhook.none':
    'Vous avez choisi les résultats par vérification : il n’y a rien à dire à Helcim, et cette étape est laissée de côté.',
  'setup.webhook.to_results': 'Choisir une voie à l’étape 5',
  'setup.webhook.first': 'Choisissez d’abord, à l’étape 5, comment les résultats arrivent.',
  'setup.webhook.no_url': 'L’adresse s’affiche ici dès que le tunnel est réglé.',
  'setup.webhook.url': 'Deliver URL',
  'setup.webhook.path.1': 'Dans Helcim : All Tools, Integrations, Webhooks. Activez les webhooks.',
  'setup.webhook.path.2': 'Collez cette adresse dans le champ Deliver URL :',
  'setup.webhook.path.3': 'Cochez les deux événements : cardTransaction et terminalCancel. Puis Save.',
  'setup.webhook.path.4': 'Copiez le Verifier Token que Helcim affiche sur la même page, et collez-le ici.',
  'setup.webhook.probe':
    'Au moment de Save, Helcim essaie l’adresse. S’il dit que l’adresse ne répond pas, lancez d’abord l’autotest ci-dessous.',
  'setup.webhook.one_url':
    'Un compte a une seule Deliver URL. Avec plusieurs caisses, une seule peut l’avoir; pour les autres, les résultats viennent par vérification.',
  'setup.webhook.old_stays':
    'Quand vous remplacez le « verifier token », les messages signés avec l’ancien sont encore acceptés pendant un jour.',
  'setup.webhook.test': 'Autotest',
  'setup.webhook.test_say':
    'Envoie un message d’essai signé par Internet, qui revient à cette caisse. Aucun paiement n’est touché.',
  'setup.webhook.test_run': 'Lancer l’autotest',
  'setup.webhook.test_again': 'Le relancer',
  'setup.webhook.testing': 'Le message d’essai est en route…',
  'setup.webhook.testing_end': 'se termine tout seul après 15 secondes',

  'setup.people.shop_title': 'Commerce',
  'setup.people.confirm': 'C’est ainsi que je le veux',
  'setup.people.confirmed': 'Vous avez dit que c’est ainsi que vous le voulez.',

  'setup.first.path.1': 'Ouvrez l’écran Encaisser, tapez 1,00 et envoyez-le à votre terminal.',
  'setup.first.path.2':
    'Payez avec votre propre carte. La caisse dit « Approuvé » dès qu’elle a lu le paiement chez Helcim.',
  'setup.first.path.3': 'Remboursez-le : Rembourser, choisissez le paiement, montant entier.',
  'setup.first.costs':
    'Helcim peut garder ses frais pour un paiement remboursé plus tard. Tant que son lot est ouvert, un paiement par carte de crédit est annulé sans frais.',
  'setup.first.charge': 'À l’écran Encaisser',
  'setup.first.refund': 'À l’écran Rembourser',
  'setup.first.seen': 'Un paiement approuvé est au registre.',
  'setup.first.none': 'Aucun paiement approuvé n’a encore été vu.',

  'setup.ready.title': 'Prêt pour les vrais paiements',
  'setup.ready.not_title': 'Tout n’est pas encore réglé',
  'setup.ready.say':
    'Voici ce qui est réglé. Vous pouvez changer chaque point sous Paramètres, Configuration.',
  'setup.ready.check': 'Lancer la vérification d’ouverture',
  'setup.ready.charge': 'À l’écran Encaisser',
};
