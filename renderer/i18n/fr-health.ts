import type { enHealth } from './en-health.ts';
import type { Translated } from './translated.ts';

export const frHealth: Translated<typeof enHealth> = {
  'health.title': 'État',
  'health.open': 'Ouvrir l’état',
  'health.all_well': 'Tout va bien',
  'health.attention_one': '{{count}} point à regarder',
  'health.attention_many': '{{count}} de points à regarder',
  'health.attention_other': '{{count}} points à regarder',
  'health.say':
    'Les avertissements n’empêchent rien : vous pouvez encaisser tant que la caisse elle-même ne le refuse pas.',
  'health.state.ok': 'en ordre',
  'health.state.warn': 'à regarder',
  'health.state.bad': 'ne marche pas',
  'health.state.unknown': 'on ne sait pas encore',
  'health.since': 'depuis {{time}}',
  'health.seen': 'dernière fois : {{time}}',
  'health.to_step': 'À « {{step}} » dans le guide',
  'health.to_terminals': 'Aux terminaux',
  'health.to_settings': 'Aux paramètres',
  'health.to_check': 'Vérification d’ouverture',

  'health.item.helcim': 'Helcim',
  'health.item.token': 'Jeton d’API',
  'health.item.clock': 'Horloge',
  'health.item.budget': 'Appels restants',
  'health.item.webhook': 'Webhook',
  'health.item.tunnel': 'Tunnel',
  'health.item.terminals': 'Terminaux',
  'health.item.disk': 'Disque',
  'health.item.secrets': 'Secrets gardés',

  'health.helcim_ok.say': 'Helcim répond.',
  'health.helcim_unknown.say': 'Helcim n’a pas encore été interrogé.',
  'health.helcim_unknown.next': 'Il le sera au prochain paiement ou à la prochaine vérification.',
  'health.helcim_silent.say': 'Helcim ne répond pas.',
  'health.helcim_silent.next':
    'Vérifiez la connexion Internet de cet ordinateur. Les paiements déjà envoyés restent surveillés.',
  'health.token_ok.say': 'Helcim accepte le jeton d’API.',
  'health.token_unknown.say': 'Le jeton d’API est réglé; Helcim n’a pas encore été interrogé avec lui.',
  'health.token_unknown.next': 'Lancez la vérification d’ouverture pour voir s’il est bon.',
  'health.token_missing.say': 'Il n’y a pas de jeton d’API : rien ne peut être encaissé.',
  'health.token_missing.next': 'Collez-en un dans le guide.',
  'health.token_refused.say': 'Helcim refuse le jeton d’API. Il a été révoqué ou remplacé.',
  'health.token_refused.next': 'Créez-en un nouveau dans Helcim et collez-le dans le guide.',
  'health.clock_ok.say': 'L’horloge de cet ordinateur concorde avec celle de Helcim, à {{seconds}} s près.',
  'health.clock_unknown.say': 'L’horloge n’a pas encore été comparée à celle de Helcim.',
  'health.clock_unknown.next': 'Elle le sera à la prochaine réponse.',
  'health.clock_off.say': 'L’horloge de cet ordinateur a {{seconds}} s {{direction}}.',
  'health.clock_off.next': 'Activez « régler l’heure automatiquement » dans les paramètres du système.',
  'health.clock_direction.ahead': 'd’avance sur celle de Helcim',
  'health.clock_direction.behind': 'de retard sur celle de Helcim',
  'health.budget_ok.say':
    'Appels à Helcim restants : {{minuteLeft}} pour cette minute, {{hourLeft}} pour cette heure.',
  'health.budget_low.say':
    'Il reste peu d’appels à Helcim : {{minuteLeft}} pour cette minute, {{hourLeft}} pour cette heure.',
  'health.budget_low.next':
    'Les paiements passent d’abord. Si cela dure, indiquez combien de caisses partagent le compte, ou utilisez un tunnel.',
  'health.budget_paused.say': 'Helcim a demandé d’attendre : le compte a fait trop d’appels.',
  'health.budget_paused.next':
    'Cela reprend tout seul en moins d’une minute. Une autre caisse ou un autre programme utilise peut-être les appels.',
  'health.webhook_ok.say': 'Les messages de Helcim arrivent.',
  'health.webhook_waiting.say': 'Prêt pour les messages de Helcim; aucun n’est venu récemment.',
  'health.webhook_waiting.next':
    'Le premier paiement montrera s’ils arrivent. D’ici là, les résultats viennent par vérification.',
  'health.webhook_off.say': 'Cette caisse n’écoute pas les messages de Helcim : son port est déjà pris.',
  'health.webhook_off.next': 'Redémarrez Tillside, ou choisissez un autre port dans les paramètres.',
  'health.webhook_other_port.say':
    'Un autre programme utilise le port {{port}}, où les messages de Helcim arrivent sur cet ordinateur. Les résultats sont vérifiés entre-temps auprès de Helcim.',
  'health.webhook_other_port.next':
    'Fermez ce programme : Tillside reprend le port de lui-même. Ou choisissez un autre port dans les paramètres.',
  'health.webhook_no_verifier.say':
    'Les messages de Helcim ne peuvent pas être contrôlés : le « verifier token » manque.',
  'health.webhook_no_verifier.next': 'Collez-le dans le guide.',
  'health.tunnel_ok.say': 'Le tunnel fonctionne.',
  'health.tunnel_none.say': 'Aucun tunnel n’est réglé : les résultats viennent par vérification.',
  'health.tunnel_starting.say': 'Le tunnel démarre.',
  'health.tunnel_starting.next': 'Cela prend quelques secondes.',
  'health.tunnel_degraded.say': 'Le tunnel fonctionne, mais pas comme il le devrait.',
  'health.tunnel_degraded.next': 'Lancez son autotest dans le guide.',
  'health.tunnel_down.say':
    'Le tunnel est hors service. Les résultats viennent par vérification, ce qui est plus lent.',
  'health.tunnel_down.next': 'Voyez dans le guide ce qui ne va pas.',
  'health.terminals_ok.say': 'Terminaux jumelés qui ont tous répondu depuis un jour : {{count}}.',
  'health.terminals_none.say': 'Aucun terminal n’est jumelé : aucune carte ne peut être débitée.',
  'health.terminals_none.next': 'Jumelez-en un.',
  'health.terminals_silent.say': 'Sans nouvelles depuis un jour : {{codes}}.',
  'health.terminals_silent.next':
    'C’est normal après une nuit. Envoyez un ping, ou lancez la vérification d’ouverture.',
  'health.disk_ok.say': '{{megabytes}} Mo sont libres là où se trouve le registre.',
  'health.disk_low.say': 'Seulement {{megabytes}} Mo sont libres là où se trouve le registre.',
  'health.disk_low.next': 'Libérez bientôt de l’espace sur cet ordinateur.',
  'health.disk_full.say':
    'Le disque est presque plein : {{megabytes}} Mo sont libres. Bientôt, aucun paiement ne pourra être inscrit.',
  'health.disk_full.next': 'Libérez de l’espace sur cet ordinateur maintenant.',
  'health.disk_unknown.say': 'Le système ne dit pas combien d’espace il reste.',
  'health.secrets_ok.say': 'Le jeton et le NIP sont chiffrés par le trousseau de clés de cet ordinateur.',
  'health.secrets_unkept.say':
    'Le jeton et le NIP disparaissent avec le programme : cet ordinateur ne protège rien.',
  'health.secrets_unkept.next': 'Ayez le jeton sous la main au prochain démarrage, ou voyez le guide.',
  'health.secrets_lost.say': 'Le jeton et le NIP gardés ne peuvent pas être ouverts sur cet ordinateur.',
  'health.secrets_lost.next':
    'Collez le jeton de nouveau dans le guide, et réglez le NIP de nouveau dans les paramètres.',

  'tunnel.state.off': 'Non réglé',
  'tunnel.state.starting': 'Démarrage',
  'tunnel.state.up': 'En marche',
  'tunnel.state.degraded': 'En marche, mais pas comme il le devrait',
  'tunnel.state.down': 'Hors service : les résultats viennent par vérification',
  'tunnel.next_try': 'Nouvel essai dans {{seconds}} s.',
  'tunnel.cause.no_binary': 'cloudflared n’a pas été trouvé. Installez-le, ou tapez son chemin complet.',
  'tunnel.cause.no_token': 'Son jeton manque. Collez-le dans le guide, étape 5.',
  'tunnel.cause.wrong_token': 'Le fournisseur refuse le jeton. Copiez-le de nouveau, en entier.',
  'tunnel.cause.domain_not_yours': 'Ce domaine n’est pas réservé dans le compte du jeton.',
  'tunnel.cause.already_online':
    'L’adresse est utilisée par un autre ordinateur ou programme. Arrêtez d’abord celui-là.',
  'tunnel.cause.too_many_agents':
    'Le compte n’a plus de tunnel disponible. Arrêtez-en un autre, ou changez de forfait.',
  'tunnel.cause.rate_limited': 'Le fournisseur a demandé d’attendre. Cela reprend tout seul.',
  'tunnel.cause.port_unreachable': 'Cette caisse n’écoute pas sur son port. Redémarrez Tillside.',
  'tunnel.cause.child_died': 'cloudflared s’est arrêté. Il est redémarré automatiquement.',
  'tunnel.cause.hangs': 'Il ne donne plus signe de vie. Il est redémarré automatiquement.',
  'tunnel.cause.network_away': 'Cet ordinateur n’a pas de connexion Internet.',
  'tunnel.cause.connection_lost': 'La connexion est perdue. Elle revient toute seule.',
  'tunnel.cause.fewer_connections':
    'Quelques-unes de ses connexions sont perdues. Il fonctionne tout de même.',
  'tunnel.cause.self_test_failed': 'L’autotest n’arrive pas. L’étape 6 du guide dit pourquoi.',
  'tunnel.cause.self_test_warns': 'L’autotest est arrivé, avec un avertissement.',
  'tunnel.cause.module_missing':
    'Le module de ngrok ne peut pas être chargé sur cet ordinateur. Choisissez une autre voie.',
  'tunnel.cause.unknown': 'La raison n’est pas connue. Un nouvel essai se fait automatiquement.',

  'selfTest.ok': 'Le message d’essai est arrivé en {{seconds}} s.',
  'selfTest.failed': 'Le message d’essai n’est pas arrivé.',
  'selfTest.when': 'Essai : {{time}}',
  'selfTest.no_tunnel': 'Aucune voie n’est encore choisie. Choisissez-en une à l’étape 5.',
  'selfTest.not_listening': 'Cette caisse n’écoute pas sur son port. Redémarrez Tillside.',
  'selfTest.dns':
    'Le nom de l’adresse n’est pas connu sur Internet. Cherchez-y une faute de frappe, et vérifiez son entrée DNS.',
  'selfTest.network_away': 'Cet ordinateur n’a pas de connexion Internet.',
  'selfTest.tls_expired': 'Le certificat de l’adresse est expiré. Renouvelez-le.',
  'selfTest.tls_wrong_host': 'Le certificat est à un autre nom. Faites-en un pour cette adresse.',
  'selfTest.tls_untrusted':
    'Ce certificat n’est pas reconnu sur Internet; Helcim ne le reconnaîtra pas non plus.',
  'selfTest.tls_failed': 'Aucune connexion sécurisée à l’adresse n’a pu être établie.',
  'selfTest.refused': 'Rien n’écoute à cette adresse. Démarrez le tunnel ou le serveur mandataire.',
  'selfTest.timeout': 'L’adresse n’a pas répondu à temps.',
  'selfTest.cut': 'La connexion a été coupée avant qu’une réponse arrive.',
  'selfTest.tunnel_error':
    'Le tunnel répond, mais ne joint pas cette caisse. Faites-le pointer vers l’adresse locale.',
  'selfTest.wrong_path':
    'L’adresse répond, mais pas à notre chemin. Le serveur mandataire doit transmettre le chemin complet.',
  'selfTest.redirected': 'L’adresse renvoie vers une autre. Helcim ne suit pas les redirections; enlevez-la.',
  'selfTest.login_wall':
    'Une page de connexion bloque l’adresse. Helcim ne peut pas s’y connecter; laissez passer notre chemin.',
  'selfTest.html_page':
    'Une page Web répond à la place de cette caisse. Faites pointer l’adresse vers cette caisse.',
  'selfTest.other_till': 'Une autre caisse est derrière cette adresse. Chaque caisse a besoin de la sienne.',
  'selfTest.method_changed':
    'Le serveur mandataire change POST en une autre méthode. Il doit transmettre les requêtes telles quelles.',
  'selfTest.headers_removed':
    'Le serveur mandataire enlève les en-têtes de la signature. Il doit transmettre tous les en-têtes.',
  'selfTest.body_changed': 'Le serveur mandataire change le message. Il doit transmettre le corps tel quel.',
  'selfTest.time_refused': 'Les horloges diffèrent trop. Réglez l’heure de cet ordinateur par Internet.',
  'selfTest.busy': 'Un essai est déjà en cours. Attendez un moment.',
  'selfTest.unexpected_answer': 'L’adresse a donné une réponse que cette caisse ne donne pas.',
  'selfTest.slow': 'C’est lent. Les résultats viendront tard, mais ils viendront.',
  'selfTest.clock_skew':
    'L’horloge de cet ordinateur et celle de l’adresse diffèrent. Réglez l’heure par Internet.',
};
