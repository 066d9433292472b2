// The operator's view: what the actuator knows, asked for once a second. It sends no request.
import { byId, draw, element, value, write } from './dom.js';
import { ask, send } from './requests.js';
import { bytes, millis, number, span, time } from './times.js';

const POLL = 1000;
const MOST_ENTRIES = 5;
const OPERATIONS = {
  'poll': 'poll for changes',
  'read-all': 'read of everything',
  'read-option': 'read of one option',
  'write': 'write',
  'history': 'history'
};

let overview;
let newestAt;
let state;

export function showOperation(next) {
  if (!state) {
    setInterval(tick, POLL);
  }
  state = next;
  tick();
}

async function load() {
  try {
    const [asked, health] = await Promise.all([ask('actuator/configstore'), answer('actuator/health/configStore')]);
    overview = asked;
    newestAt = Date.now() - millis(asked.reloading.age);
    showHealth(health, asked.reloading);
    draw('loaded', asked.stores.map(({ consumed, forecast, ...store }) => store), showLoaded);
    draw('costs', asked.stores.map(({ store, consumed, forecast }) => ({ store, consumed, forecast })), showCosts);
    draw('refreshes', asked.refreshes, (all) => showEntries('refreshes', all, refresh));
    draw('rejections', [asked.rejections, asked.reloading.rejected], ([all]) => showEntries('rejections', all, rejection));
  } catch (ex) {
    write('health', 'no answer', true);
    write('health-detail', '');
  }
  showAges();
}

// An answer whatever its status: to be down is one, and to have been rejected.
const answer = async (path, method = 'GET') => (await fetch(path, { method, cache: 'no-store' })).json();

function showHealth(health, reloading) {
  write('health', String(health.status), health.status !== 'UP');
  if (reloading.stale) {
    write('health-detail', `stale, ${number(reloading.failuresInARow)} failed in a row`, true);
  } else if (reloading.rejected) {
    write('health-detail', 'a newer state is rejected', true);
  } else {
    write('health-detail', 'up to date');
  }
  // What is rejected stands among the rejected candidates, with its reasons.
  write('trouble', reloading.failure ?? '');
  byId('trouble').hidden = !reloading.failure;
}

function showAges() {
  if (!overview) {
    return;
  }
  const now = Date.now();
  const { lastPoll, lastChange, nextPoll } = overview.reloading;
  const ago = (instant) => span(now - Date.parse(instant));
  write('age', span(now - newestAt), overview.reloading.stale);
  write('last-poll', `${ago(lastPoll)} ago`);
  write('next-poll', nextPoll ? next(Date.parse(nextPoll) - now) : 'no next one is planned');
  write('last-change', `${ago(lastChange)} ago`);
  write('last-change-at', time(lastChange));
}

const next = (wait) => (wait > 0) ? `next in ${span(wait)}` : 'next is due';

function showLoaded(stores) {
  byId('loaded').replaceChildren(...stores.flatMap((store) => {
    const place = `loaded/${store.store}`;
    const fact = (name, text, hint) => element('div', {}, element('dt', {}, name),
      element('dd', {}, value(`${place}/${name}`, text), ...(hint ? [element('small', {}, hint)] : [])));
    const version = store.version;
    return [
      element('h4', {}, element('code', {}, store.store), ' of table ', element('code', {}, store.table)),
      element('dl', { className: 'facts-of-store' },
        fact('version', version ? String(version.number) : 'none',
          version && [version.by && `by ${version.by}`, version.at && time(version.at)].filter(Boolean).join(', ')),
        fact('options', number(store.options)),
        fact('keys', number(store.keys)),
        fact('size', bytes(store.bytes)),
        fact('read at', time(store.readAt)))
    ];
  }));
}

function showCosts(stores) {
  byId('costs').querySelectorAll('tbody').forEach((body) => body.remove());
  byId('costs').append(...stores.map(({ store, consumed, forecast }) => {
    const operations = Object.entries(consumed);
    const head = element('th', { scope: 'rowgroup', rowSpan: operations.length + 1 }, store);
    const rows = operations.map(([operation, { requests, capacityUnits }]) =>
      row(OPERATIONS[operation] ?? operation, number(requests), number(capacityUnits)));
    rows.push(row('a quiet hour, by forecast', number(Math.round(forecast.pollsPerHour + forecast.fullReadsPerHour)),
      number(forecast.rcuPerHour), 'forecast'));
    rows[0].prepend(head);
    return element('tbody', {}, ...rows);
  }));
  const sum = (numbers) => numbers.reduce((total, at) => total + at, 0);
  write('units', number(sum(stores.flatMap(({ consumed }) => Object.values(consumed).map((of) => of.capacityUnits)))));
  write('forecast', `${number(sum(stores.map(({ forecast }) => forecast.rcuPerHour)))} in a quiet hour`);
}

function row(name, requests, units, className = '') {
  return element('tr', { className }, element('td', {}, name), element('td', {}, requests), element('td', {}, units));
}

function showEntries(id, all, drawing) {
  const entries = all.slice(0, MOST_ENTRIES).map((entry, index) =>
    element('li', {}, value(`${id}/${entry.at}`, time(entry.at)), ...drawing(entry, index)));
  if (all.length > MOST_ENTRIES) {
    entries.push(element('li', { className: 'empty' }, `and ${all.length - MOST_ENTRIES} before`));
  }
  byId(id).replaceChildren(...entries);
  byId(`no-${id}`).hidden = all.length > 0;
}

function refresh({ trigger, took, count, ...kinds }) {
  const lines = ['changed', 'added', 'removed'].filter((kind) => kinds[kind].length > 0)
    .map((kind) => element('p', {}, `${kind} `, element('code', {}, kinds[kind].join(', '))));
  const listed = kinds.changed.length + kinds.added.length + kinds.removed.length;
  if (listed < count) {
    lines.push(element('p', {}, `and ${number(count - listed)} more`));
  }
  const cause = (trigger === 'poll') ? 'found by a poll' : 'on request';
  return [...lines, element('p', { className: 'hint' }, `${cause}, in use after ${Math.round(millis(took))} ms`)];
}

function rejection({ reasons }, index) {
  const current = index === 0 && overview.reloading.rejected;
  const lines = reasons.map(({ property, code, target, origin }) => element('p', {},
    element('code', { className: 'reason' }, (property === '*') ? code : `${property} (${code})`),
    element('span', { className: 'hint' }, ...breakable(target)),
    element('span', { className: 'hint' }, origin ?? '')));
  return [...lines, element('p', { className: 'hint' },
    current ? 'The table says this now; the last values stay in use.' : 'Over: the table says something else now.')];
}

// Names of classes may go on in the next line after a dot.
const breakable = (text) => text.split(/(?<=\.)/).flatMap((part) => [part, element('wbr')]);

byId('reload').addEventListener('click', async () => {
  write('reload-outcome', 'reading…');
  try {
    const { outcome, reason } = await answer('actuator/configstore', 'POST');
    const text = (outcome === 'failed') ? reason : `${outcome}, read at ${time(Date.now())}`;
    write('reload-outcome', text, outcome === 'failed' || outcome === 'rejected');
  } catch (ex) {
    write('reload-outcome', ex.message, true);
  }
  load();
});

function setPort(value) {
  const store = state.used[state.used.length - 1];
  return send('PUT', 'api/keys', { store, option: 'db', key: 'port', value }, `Saved db.port in ${store}.`, 'mistake-outcome');
}

byId('mistake').addEventListener('click', () => setPort('abc'));
byId('remedy').addEventListener('click', () => setPort('27017'));

let asking = false;

async function tick() {
  showAges();
  if (!asking && !document.hidden) {
    asking = true;
    await load();
    asking = false;
  }
}
