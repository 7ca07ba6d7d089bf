import type { PublicUrlProblem } from '../../shared/public-url.ts';
import type { SecretName, SecretProblem } from '../../shared/secret-text.ts';
import type { SetupProblem, SetupStep, SetupStepId, TokenReport } from '../../shared/setup.ts';
import type { TunnelKind } from '../../shared/tunnel.ts';

/** Texts of the guide to real payments, and of changing between practice and real money. */
export const enSetup = {
  'mode.live': 'Live: real payments',
  'mode.go_live': 'Go live',
  'mode.back_to_live': 'Back to live',
  'mode.changing': 'Changing over…',
  'mode.watch': 'Live till: {{parts}}',
  'mode.watch_alarms_one': '{{count}} alarm',
  'mode.watch_alarms_other': '{{count}} alarms',
  'mode.watch_open_one': '{{count}} open',
  'mode.watch_open_other': '{{count}} open',
  'mode.watch_unknowns_one': '{{count}} unclear',
  'mode.watch_unknowns_other': '{{count}} unclear',

  'welcome.title': 'Welcome to Tillside',
  'welcome.say':
    'You are in practice: the terminals are virtual, there is no account, and no money moves. Look around as long as you like.',
  'welcome.live': 'When you are ready, the guide takes you to the first real payment in about ten minutes.',
  'welcome.go_live': 'Set up real payments',
  'welcome.try': 'Try it first: pair a virtual terminal',

  'setup.title': 'Set up real payments',
  'setup.open': 'Set up',
  'setup.settings_say':
    'From the API token to the first payment, step by step. Every step can be done again here at any time.',
  'setup.steps': 'Steps',
  'setup.step_of': 'Step {{number}} of {{count}}',
  'setup.back': 'Back',
  'setup.next': 'Next',
  'setup.to_ready': 'See what is set',
  'setup.later': 'Leave for now',
  'setup.later_say': 'The guide goes on where you stopped, after a restart too.',
  'setup.skip': 'Skip this step',
  'setup.undo': 'Do this step again',
  'setup.state.todo': 'to do',
  'setup.state.done': 'done',
  'setup.state.problem': 'needs attention',
  'setup.state.skipped': 'skipped',
  'setup.problem.token_invalid':
    'Helcim does not take this token any more. Paste a new one: nothing can be charged until then.',
  'setup.problem.token_missing': 'There is no token yet.',
  'setup.problem.secrets_lost':
    'The stored token cannot be opened on this computer. Paste it again; the payments in the ledger are all there.',
  'setup.problem.not_pinged': 'No paired terminal has lit up yet. Ping one to see that it answers.',
  'setup.problem.no_verifier': 'The verifier token from Helcim’s webhook page is still missing.',
  'setup.problem.self_test_failed':
    'The last self-test did not come through. Results are looked up until it does.',
  'setup.problem.tunnel_down': 'The tunnel is down. Results are looked up until it is back.',
  'setup.problem.pin_lost': 'The manager PIN cannot be checked. Set it up again with the API token.',
  'setup.needs_live': 'This step is about the till for real money. You are in practice now.',
  'setup.needs_live_token': 'It begins with the API token, which is step 2.',
  'setup.needs_live_to_token': 'To step 2, the API token',
  'setup.where': 'Where to click',
  'setup.read_more': 'Helcim’s page about this',
  'setup.copy': 'Copy',
  'setup.copied': 'Copied',
  'setup.copy_failed': 'It could not be copied. Mark the text and copy it by hand.',

  'setup.step.mode.name': 'Practice or real money',
  'setup.step.mode.why':
    'Practice and real money are kept apart: each has its own terminals and its own ledger.',
  'setup.step.token.name': 'API token',
  'setup.step.token.why':
    'The token is the key with which this till talks to your Helcim account. You make it in Helcim, and paste it here once.',
  'setup.step.pairing.name': 'Pairing mode',
  'setup.step.pairing.why':
    'A Helcim terminal takes payments from a till only while it is in pairing mode. Helcim also calls this API mode.',
  'setup.step.terminals.name': 'Terminals',
  'setup.step.terminals.why': 'Each terminal is known by the four letters and digits on its screen.',
  'setup.step.results.name': 'How results arrive',
  'setup.step.results.why':
    'Helcim can send the result of a payment to this till at once, if there is an address on the internet that leads here. Without one, the till asks Helcim again and again.',
  'setup.step.webhook.name': 'Helcim’s webhook',
  'setup.step.webhook.why':
    'Helcim has to be told the address, and this till has to know Helcim’s signature, so that nobody else can send it results.',
  'setup.step.people.name': 'People and shop',
  'setup.step.people.why':
    'Who may give money back, who stands at the till, and what Helcim should know of the shop.',
  'setup.step.first_payment.name': 'A first payment',
  'setup.step.first_payment.why':
    'A small real payment and its refund show that everything works, before a customer stands there.',

  'setup.mode.practice': 'Practice',
  'setup.mode.practice_say':
    'The till talks to a simulator inside this program, with virtual terminals. No account is needed and no money moves. It is always there for training.',
  'setup.mode.live': 'Real money',
  'setup.mode.live_say':
    'The till talks to Helcim and charges real cards on your terminals. It needs a Helcim account, an API token of it, and a terminal.',
  'setup.mode.is_now': 'You are here now',
  'setup.mode.practise': 'Practise',
  'setup.mode.practise_more': 'Keep practising',
  'setup.mode.to_live': 'Change to real money',
  'setup.mode.begin': 'Set up real money',
  'setup.mode.watched':
    'While you practise, payments that were sent for real are still watched, and what happens to them shows in the band at the top.',
  'setup.mode.test_account':
    'To try it with real terminals but without real money, ask Helcim for a developer test account and use its token.',
  'setup.mode.test_account_link': 'Helcim’s page about test accounts',

  'setup.token.path.1': 'Log in to Helcim as an administrator, in your browser.',
  'setup.token.path.2': 'All Tools (top left), then Integrations, then API Access Configuration.',
  'setup.token.path.3': 'New API Access. Give it a name that you will know again, such as “Till 1”.',
  'setup.token.path.4': 'Choose the Access Restrictions in the table below, then Create (top right).',
  'setup.token.path.5': 'Copy the API token that Helcim then shows, and paste it here.',
  'setup.token.rights': 'Access Restrictions',
  'setup.token.right_name': 'In Helcim',
  'setup.token.right_choose': 'Choose',
  'setup.token.right_why': 'So that this till can',
  'setup.token.right.processing': 'Transaction Processing',
  'setup.token.right.processing_choose': 'Admin',
  'setup.token.right.processing_why': 'charge, and give money back',
  'setup.token.right.processing_only': 'or Positive Transaction',
  'setup.token.right.processing_only_why': 'charge only: refunds are then made in Helcim',
  'setup.token.right.general': 'General',
  'setup.token.right.general_why': 'look up what became of a payment',
  'setup.token.right.settings': 'Settings',
  'setup.token.right.settings_why': 'find your terminals by itself; without it you type their codes',
  'setup.token.check': 'Check and keep',
  'setup.token.checking': 'Asking Helcim…',
  'setup.token.checking_end': 'ends by itself after a minute at most',
  'setup.token.other_account': 'This shop has changed its Helcim account',
  'setup.token.other_account_say':
    'Then a new ledger begins for the new account. Payments of the old one stay in its own ledger.',
  'setup.token.found': 'What was found',
  'setup.token.account': 'Account',
  'setup.token.account.same': 'the account of this till',
  'setup.token.account.first': 'the first of this till',
  'setup.token.account.other': 'another than before, with a new ledger',
  'setup.token.account.unknown': 'Helcim did not say',
  'setup.token.currency': 'Currency',
  'setup.token.currency_unknown': 'shows with the first terminal or payment',
  'setup.token.right_transactions': 'Look up payments',
  'setup.token.right_devices': 'Find terminals',
  'setup.token.right_cardTerminals': 'Read the account’s settings',
  'setup.token.right_yes': 'allowed',
  'setup.token.right_no': 'not allowed',
  'setup.token.right_unknown': 'Helcim did not say',
  'setup.token.devices': 'Terminals on the account',
  'setup.token.devices_unknown': 'not to be seen with this token',
  'setup.token.money_rights': 'Charge, and give money back',
  'setup.token.money_rights_say': 'known at first use: no payment is ever made to find out',
  'setup.token.no_transactions':
    'Without the right to look up payments this till cannot know what became of one. Give the token General: Read in Helcim, then check it again.',
  'setup.token.no_devices':
    'Terminals cannot be found by themselves; you type their codes in step 4. Settings: Read would change that.',
  'setup.token.purchase_only':
    'A token that may only charge is a full set-up: refunds are then made in Helcim itself.',
  'setup.token.fixed': 'Given when the program was started, and not to be changed here.',

  'setup.secret.apiToken': 'API token',
  'setup.secret.verifier': 'Verifier token',
  'setup.secret.ngrokAuthtoken': 'ngrok authtoken',
  'setup.secret.cloudflaredToken': 'Cloudflare tunnel token',
  'setup.secret.set': 'Set',
  'setup.secret.set_end': 'Set, ends in {{end}}',
  'setup.secret.replace': 'Replace',
  'setup.secret.keep_old': 'Keep the one in use',
  'setup.secret.show': 'Show',
  'setup.secret.keep': 'Keep it',
  'setup.secret.kept_note': 'It goes to the key store of this computer and is never shown again.',
  'setup.secret.problem.empty': 'Nothing was pasted yet.',
  'setup.secret.problem.blanks_inside':
    'There is a blank or a line break in the middle. Copy it once more, and nothing beside it.',
  'setup.secret.problem.too_long': 'This is too long to be it. Copy only the token itself.',
  'setup.secret.problem.too_short': 'This is too short to be it. Copy the whole of it.',
  'setup.secret.problem.not_printable':
    'It holds characters that no token has. Copy it from Helcim’s page again, not from a document.',
  'setup.secret.problem.only_prefix': 'This is only the beginning, whsec_. Copy what follows it too.',
  'setup.secret.problem.not_base64':
    'This is no verifier token: it has other characters, or a part is missing. Copy the whole of it.',

  'setup.unkept.title': 'This computer cannot protect secrets',
  'setup.unkept.no_encryption': 'It has no key store that could encrypt the token.',
  'setup.unkept.plain_text':
    'Its key store is not locked with a password, so it would hold the token in plain text.',
  'setup.unkept.say':
    'So tokens are kept until the program ends, and have to be pasted again after each start.',
  'setup.unkept.accepted':
    'A manager has accepted that the tokens are kept on this computer without protection.',
  'setup.unkept.accept': 'Keep them without protection',
  'setup.unkept.accept_title': 'Keep tokens without protection?',
  'setup.unkept.accept_say':
    'Whoever can read this user’s files could then read the token, and charge or give back money in your name. Do this only on a computer that nobody else can reach.',
  'setup.unkept.accept_confirm': 'I accept that',
  'setup.unkept.stop': 'Stop keeping them',

  'setup.pairing.which': 'Two ways exist. Which one your account has, you see at the terminal.',
  'setup.pairing.device': 'Newer way: on each terminal',
  'setup.pairing.account': 'Older way: for the whole account',
  'setup.pairing.device_sign':
    'You have this one when the terminal’s own menu offers “Switch to pairing mode”.',
  'setup.pairing.account_sign':
    'You have this one when Helcim in the browser has a page “Smart Terminal API”.',
  'setup.pairing.device.path.1': 'Smart Terminal: log in on it, press Switch, and note the code.',
  'setup.pairing.device.path.2':
    'Card Reader: log in in its app, open the menu, switch to pairing mode, and note the code.',
  'setup.pairing.device.path.3': 'Press Continue. The terminal then shows its ready screen with the code.',
  'setup.pairing.account.path.1':
    'As an administrator in the browser: All Tools, Settings, Smart Terminal API. Turn it on.',
  'setup.pairing.account.path.2': 'On each terminal: log out, and log in again. It registers itself.',
  'setup.pairing.account.path.3':
    'Note the code on its screen and press Continue until the ready screen shows.',
  'setup.pairing.after': 'What changes',
  'setup.pairing.device_after.1': 'Only this terminal changes; the others go on as before.',
  'setup.pairing.device_after.2':
    'On this terminal nobody can type an amount any more: payments start at the till.',
  'setup.pairing.device_after.3': 'Back: Options on the terminal, then switch to standalone.',
  'setup.pairing.account_after.1':
    'Every terminal of the account changes at once, in all your shops: the Helcim point of sale is gone from all of them.',
  'setup.pairing.account_after.2': 'So do it when no customer waits, and have every till ready.',
  'setup.pairing.account_after.3':
    'Back: the same switch in the browser; then log out and in again on each terminal.',
  'setup.pairing.receipts':
    'What the terminal’s own settings say about printing, tips and Fee Saver still counts.',
  'setup.pairing.confirm': 'My terminal shows its ready screen',
  'setup.pairing.confirmed': 'You said that the terminal shows its ready screen.',
  'setup.pairing.link_device': 'Helcim’s page about pairing mode',
  'setup.pairing.link_account': 'Helcim’s page about the older way',

  'setup.terminals.paired': 'Paired with this till',
  'setup.terminals.none': 'No terminal is paired yet. Choose one below, or type its code.',
  'setup.terminals.lit': 'Did {{terminal}} light up and show a message?',
  'setup.terminals.lit_yes': 'Yes',
  'setup.terminals.lit_no': 'No',
  'setup.terminals.lit_done': 'You have seen a terminal light up.',
  'setup.terminals.lit_no_title': 'Then another terminal has this code, or this one is asleep.',
  'setup.terminals.lit_no_1': 'Wake it: press a key or touch its screen, and see that it is on the network.',
  'setup.terminals.lit_no_2':
    'Compare the code on its ready screen with the one here. If they differ, remove it and pair the right one.',
  'setup.terminals.lit_no_3':
    'It has to show the ready screen of pairing mode, as in step 3. Then ping it again.',
  'setup.terminals.one_till':
    'One terminal belongs to one till. If two tills send to the same terminal, nobody knows whose payment it is.',

  'setup.results.choose': 'Choose one way',
  'setup.results.none.gives': 'Works at once, with nothing to install.',
  'setup.results.none.costs':
    'Results take some seconds longer, and a cancel at the terminal is not seen: the cashier then says that the terminal is ready again.',
  'setup.results.ngrok.gives': 'Results within a second. It runs inside Tillside: nothing to install.',
  'setup.results.ngrok.costs':
    'Needs an account at ngrok and a domain reserved there. The free plan has one domain; read its terms for use in a shop.',
  'setup.results.cloudflared.gives': 'Results within a second, through your own domain at Cloudflare.',
  'setup.results.cloudflared.costs':
    'Needs a domain at Cloudflare and their program cloudflared on this computer. The tunnel itself costs nothing.',
  'setup.results.own_url.gives':
    'Results within a second, through what you run already: a reverse proxy, Tailscale Funnel or the like.',
  'setup.results.own_url.costs': 'You keep it running yourself. It needs a valid https certificate.',
  'setup.results.ngrok.path.1': 'Make an account at ngrok, and reserve a domain under Domains.',
  'setup.results.ngrok.path.2': 'Copy the domain into the field below.',
  'setup.results.ngrok.path.3': 'Copy the authtoken from “Your Authtoken”, and paste it below.',
  'setup.results.cloudflared.path.1': 'Install cloudflared on this computer.',
  'setup.results.cloudflared.path.2':
    'At Cloudflare, under Zero Trust, Networks, Tunnels: create a tunnel of the kind cloudflared and copy its token.',
  'setup.results.cloudflared.path.3': 'Give the tunnel a public hostname with the service {{localUrl}}.',
  'setup.results.own_url.path.1': 'Let your proxy hand everything on to {{localUrl}}, unchanged.',
  'setup.results.own_url.path.2':
    'Nothing may stand in front of it: no login page, no bot check, no redirect.',
  'setup.results.link.ngrok_domains': 'ngrok: Domains',
  'setup.results.link.ngrok_authtoken': 'ngrok: Your Authtoken',
  'setup.results.link.cloudflared_download': 'Cloudflare: cloudflared',
  'setup.results.domain': 'Domain at ngrok',
  'setup.results.domain_hint': 'Such as my-shop.ngrok.app',
  'setup.results.publicUrl': 'Public address',
  'setup.results.publicUrl_hint': 'Such as https://till.my-shop.com, without a path',
  'setup.results.program': 'Where cloudflared is',
  'setup.results.program_hint': 'The whole path. Empty: it is looked for in the usual places',
  'setup.results.save': 'Use this way',
  'setup.results.saved': 'In use: {{way}}',
  'setup.results.unsaved': 'Not in use yet: press “Use this way”.',
  'setup.results.whose': 'Your name goes into the list of changes.',
  'setup.url.empty': 'The address is missing.',
  'setup.url.not_a_url': 'This is no address. It looks like https://till.my-shop.com',
  'setup.url.not_https': 'It has to begin with https://. Helcim sends to nothing else.',
  'setup.url.names_helcim':
    'Helcim refuses an address that has the word “helcim” in it. Choose another name.',
  'setup.url.has_credentials': 'An address with a user name or password in it is not taken.',
  'setup.url.has_query': 'Leave out the ? or # and what follows.',
  'setup.url.trailing_slash': 'Leave out the slash at the end.',
  'setup.url.has_path': 'Leave out the path after the name: Tillside adds its own.',
  'setup.url.private_host':
    'Only this computer or its own network can reach this address. Helcim needs one on the internet.',
  'setup.url.too_long': 'This is too long.',

  'setup.webhook.none':
    'You chose to look results up, so Helcim has nothing to be told and this step is left out.',
  'setup.webhook.to_results': 'Choose a way in step 5',
  'setup.webhook.first': 'First choose in step 5 how results arrive.',
  'setup.webhook.no_url': 'The address shows here as soon as the tunnel is set.',
  'setup.webhook.url': 'Deliver URL',
  'setup.webhook.path.1': 'In Helcim: All Tools, Integrations, Webhooks. Turn webhooks on.',
  'setup.webhook.path.2': 'Paste this address into the field Deliver URL:',
  'setup.webhook.path.3': 'Tick both events: cardTransaction and terminalCancel. Then Save.',
  'setup.webhook.path.4': 'Copy the Verifier Token that Helcim shows on the same page, and paste it here.',
  'setup.webhook.probe':
    'On Save, Helcim tries the address. If it says that the address does not answer, run the self-test below first.',
  'setup.webhook.one_url':
    'An account has one Deliver URL. With several tills, only one of them can have it; the others look results up.',
  'setup.webhook.old_stays':
    'When you replace the verifier, messages signed with the old one are still taken for a day.',
  'setup.webhook.test': 'Self-test',
  'setup.webhook.test_say':
    'Sends a signed test message out through the internet and back to this till. No payment is touched.',
  'setup.webhook.test_run': 'Run the self-test',
  'setup.webhook.test_again': 'Run it again',
  'setup.webhook.testing': 'The test message is under way…',
  'setup.webhook.testing_end': 'ends by itself after 15 seconds',

  'setup.people.shop_title': 'Shop',
  'setup.people.confirm': 'This is how I want it',
  'setup.people.confirmed': 'You said that this is how you want it.',

  'setup.first.path.1': 'Open the charge screen, type 1.00, and send it to your terminal.',
  'setup.first.path.2':
    'Pay with your own card. The till says “Approved” as soon as it has read the payment at Helcim.',
  'setup.first.path.3': 'Give it back: Give money back, choose the payment, whole amount.',
  'setup.first.costs':
    'Helcim may keep its fee for a payment that is refunded later. While its batch is open, a payment on a credit card is undone without a fee.',
  'setup.first.charge': 'To the charge screen',
  'setup.first.refund': 'To Give money back',
  'setup.first.seen': 'An approved payment is in the ledger.',
  'setup.first.none': 'No approved payment was seen yet.',

  'setup.ready.title': 'Ready for real payments',
  'setup.ready.not_title': 'Not everything is set yet',
  'setup.ready.say': 'This is what is set. You can change each of it under Settings, Set up.',
  'setup.ready.check': 'Run the opening check',
  'setup.ready.charge': 'To the charge screen',
} as const satisfies Record<`setup.step.${SetupStepId}.${'name' | 'why'}`, string> &
  Record<`setup.state.${SetupStep['state']}`, string> &
  Record<`setup.problem.${SetupProblem}`, string> &
  Record<`setup.token.account.${TokenReport['account']}`, string> &
  Record<`setup.token.right_${keyof TokenReport['rights']}`, string> &
  Record<`setup.secret.${SecretName}`, string> &
  Record<`setup.secret.problem.${SecretProblem}`, string> &
  Record<`setup.results.${TunnelKind}.${'gives' | 'costs'}`, string> &
  Record<`setup.url.${PublicUrlProblem}`, string> &
  Record<string, string>;
