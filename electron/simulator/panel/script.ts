/**
 * Script of the customer's page: asks for the state twice a second and posts what the customer does.
 * Builds the page with DOM calls only, so nothing from the wire is ever read as HTML.
 */
export const PANEL_SCRIPT = `'use strict';
const key = location.hash.slice(1);
const POLL_MS = 500;
const LABELS = {
  'tap-credit': 'Tap credit card', 'tap-debit': 'Tap debit card', 'insert-credit': 'Insert credit card',
  'insert-debit': 'Insert debit card and PIN', 'wrong-pin': 'Insert card, wrong PIN', 'decline': 'Use a card that is declined',
  'add-tip': 'Add tip', 'try-again': 'Try Again', 'cancel': 'Cancel (red X)', 'ignore': 'Do nothing until it times out',
  'remove-request': 'Request vanishes', 'sleep': 'Let it sleep', 'wake': 'Wake it', 'unplug': 'Unplug', 'plug': 'Plug in',
};
const STATES = { ready: 'Ready', asking: 'Asking for a card', declined: 'Declined', asleep: 'Asleep', unplugged: 'Unplugged' };
const terminals = document.getElementById('terminals');
const notice = document.getElementById('notice');
const events = document.getElementById('events');
const drawn = new Map();

async function call(path, body) {
  const options = { headers: { 'x-simulator-key': key, 'content-type': 'application/json' } };
  if (body !== undefined) { options.method = 'POST'; options.body = JSON.stringify(body); }
  const response = await fetch('/sim/' + path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.reason || answer.error || 'The simulator refused');
  return answer;
}

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}

async function act(code, action, detail) {
  try {
    const result = await call('act', { code, action, ...detail });
    notice.textContent = result.ok ? code + ': ' + LABELS[action] : result.reason;
  } catch (error) {
    notice.textContent = error.message;
  }
  await refresh();
}

function actionButton(code, action) {
  const button = element('button', { type: 'button', 'data-code': code, 'data-action': action }, LABELS[action] || action);
  button.addEventListener('click', () => act(code, action, {}));
  return button;
}

function tipForm(code) {
  const input = element('input', { inputmode: 'decimal', 'data-code': code, 'data-field': 'tip', value: '0.00' });
  const button = element('button', { type: 'button', 'data-code': code, 'data-action': 'add-tip' }, LABELS['add-tip']);
  button.addEventListener('click', () => {
    const text = input.value.trim();
    if (!/^\\d{1,4}([.]\\d{1,2})?$/.test(text)) { notice.textContent = 'A tip looks like 2.50'; input.focus(); return; }
    act(code, 'add-tip', { tipCents: Math.round(Number(text) * 100) });
  });
  return element('div', { class: 'tip' }, element('label', {}, 'Tip', input), button);
}

function draw(device) {
  const title = 'terminal-' + device.code;
  const card = element('article', { 'aria-labelledby': title, 'data-code': device.code, 'data-state': device.state },
    element('h2', { id: title }, 'Terminal ' + device.code),
    element('output', { class: 'screen', 'aria-label': 'Screen of ' + device.code }, device.screenText || ' '),
    element('p', { class: 'state' }, STATES[device.state] || device.state));
  if (device.tipAsked) card.append(tipForm(device.code));
  const actions = device.actions.filter((action) => action !== 'add-tip');
  card.append(element('div', { class: 'actions' }, ...actions.map((action) => actionButton(device.code, action))));
  return card;
}

/** Only a terminal that changed is drawn anew, and keyboard focus stays on the same control where it still exists. */
function show(device) {
  const text = JSON.stringify(device);
  const old = drawn.get(device.code);
  if (old && old.text === text) return;
  const focused = document.activeElement;
  const hadFocus = old && old.card.contains(focused);
  const wanted = hadFocus && focused.dataset.action ? '[data-action="' + focused.dataset.action + '"]' : '[data-field], button';
  const card = draw(device);
  if (old) old.card.replaceWith(card); else terminals.append(card);
  drawn.set(device.code, { text, card });
  if (hadFocus) (card.querySelector(wanted) || card.querySelector('button'))?.focus();
}

let shownEvents = '';
async function refresh() {
  try {
    const state = await call('state');
    if (drawn.size === 0) terminals.replaceChildren();
    for (const device of state.devices) show(device);
    const text = JSON.stringify(state.recent);
    if (text !== shownEvents) {
      shownEvents = text;
      events.replaceChildren(...state.recent.map((entry) => element('li', {}, entry.at.slice(11, 19) + ' ' + entry.text)));
    }
    if (notice.dataset.lost) { notice.textContent = ''; delete notice.dataset.lost; }
  } catch (error) {
    notice.dataset.lost = 'yes';
    notice.textContent = 'The simulator does not answer: ' + error.message;
  }
}

document.getElementById('close-batch').addEventListener('click', async () => {
  try { await call('close-batch', {}); notice.textContent = 'Batch closed'; } catch (error) { notice.textContent = error.message; }
  await refresh();
});
addEventListener('hashchange', () => location.reload());
(async function poll() { for (;;) { await refresh(); await new Promise((resolve) => setTimeout(resolve, POLL_MS)); } })();
`;
