// The page: asks for the state, shows it, and asks again when the application says so.
// Values go into text nodes only; nothing is ever parsed as HTML.
'use strict';

const POLL = 2000;
const byId = (id) => document.getElementById(id);

let shown = new Map();
let drawn = {};
let state;
let polling;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// A value, marked for a moment when it differs from the one shown before.
function value(place, text) {
  const made = element('span', { className: 'value' }, text);
  made.dataset.place = place;
  if (shown.size > 0 && shown.get(place) !== text) {
    made.classList.add('fresh');
  }
  return made;
}

function remember() {
  shown = new Map([...document.querySelectorAll('[data-place]')].map((at) => [at.dataset.place, at.textContent]));
}

// Draws a part of the page when its data is not what is there already.
function draw(part, data, drawing) {
  const key = JSON.stringify(data);
  if (drawn[part] !== key) {
    drawn[part] = key;
    const focused = document.activeElement?.getAttribute('aria-label');
    drawing(data);
    if (focused && document.activeElement === document.body) {
      const again = [...document.querySelectorAll('button')].find((at) => at.getAttribute('aria-label') === focused);
      (again ?? byId('outcome')).focus();
    }
  }
}

function quiet(text, label, action) {
  const button = element('button', { type: 'button', className: 'quiet', onclick: action }, text);
  button.setAttribute('aria-label', label);
  button.title = label;
  return button;
}

function storeBody(store) {
  const body = element('tbody');
  const options = Object.entries(store.options);
  const height = options.reduce((sum, [, keys]) => sum + Math.max(keys.length, 1), 0);
  const head = element('th', { scope: 'rowgroup', rowSpan: Math.max(height, 1) }, store.name);
  if (state.used.includes(store.name)) {
    head.append(element('small', {}, 'in use'));
  }
  if (options.length === 0) {
    body.append(element('tr', {}, head, element('td', { colSpan: 4, className: 'empty' }, 'no options')));
    return body;
  }
  options.forEach(([option, keys], place) => {
    const name = element('td', { rowSpan: Math.max(keys.length, 1) }, option);
    const rows = (keys.length > 0) ? keys : [null];
    rows.forEach((key, index) => {
      const row = element('tr');
      if (place === 0 && index === 0) {
        row.append(head);
      }
      if (index === 0) {
        row.append(name);
      }
      row.append(...(key ? keyCells(store.name, option, key, keys.length) : emptyCells(store.name, option)));
      body.append(row);
    });
  });
  return body;
}

function keyCells(store, option, key, siblings) {
  const whole = `key ${key.name} of option ${option} in store ${store}`;
  return [
    element('td', {}, key.label),
    element('td', {}, value(`table/${store}/${option}/${key.label}`, key.value)),
    element('td', { className: 'actions' },
      quiet('edit', `Edit ${whole}`, () => edit(store, option, key)),
      (siblings > 1)
        ? quiet('delete', `Delete ${whole}`, () => remove('keys', { store, option, key: key.name }))
        : quiet('delete', `Delete option ${option} in store ${store}`, () => remove('options', { store, option })))
  ];
}

function emptyCells(store, option) {
  return [
    element('td', { colSpan: 2, className: 'empty' }, 'no keys'),
    element('td', { className: 'actions' },
      quiet('delete', `Delete option ${option} in store ${store}`, () => remove('options', { store, option })))
  ];
}

function pair(name, place, text, origin) {
  const cells = [element('dt', {}, name), element('dd', {}, value(place, text))];
  if (origin) {
    cells.push(element('dd', { className: 'origin' }, origin));
  }
  return cells;
}

const time = (instant) => new Date(instant).toLocaleTimeString();

function show(next) {
  state = next;
  remember();
  const mode = next.mode;
  byId('used').textContent = next.used.join(', ');
  byId('mode').textContent = mode;
  byId('simple-note').hidden = mode !== 'simple';
  document.querySelectorAll('[data-mode]').forEach((at) => {
    at.hidden = at.dataset.mode !== mode;
  });
  draw('place', [next.table, next.endpoint, next.region, next.embedded], () => {
    byId('place').replaceChildren(element('code', {}, next.table),
      next.embedded ? ` in this process, at ${next.endpoint}` : ` at ${next.endpoint ?? 'AWS'}, ${next.region ?? ''}`);
    byId('cli').textContent = `aws dynamodb put-item --table-name ${next.table}`
      + (next.endpoint ? ` --endpoint-url ${next.endpoint}` : '') + (next.region ? ` --region ${next.region}` : '')
      + ` --item '{"_store":{"S":"${next.used[0]}"},"_option":{"S":"db"},"host":{"S":"db-three"},"port":{"N":"5432"}}'`;
  });
  draw('stores', [next.stores, next.used], () => {
    const table = byId('stores');
    table.querySelectorAll('tbody').forEach((body) => body.remove());
    table.append(...next.stores.map(storeBody));
    fillForm();
  });
  const beans = next.beans;
  draw('properties', [beans.host, beans.port], () => byId('properties').replaceChildren(
    ...pair('host', 'bean/host', beans.host),
    ...pair('port', 'bean/port', String(beans.port))));
  draw('client', [beans.address, beans.secretKey, beans.builtAt], () => byId('client').replaceChildren(
    ...pair('address', 'bean/address', beans.address),
    ...pair('secretKey', 'bean/secretKey', beans.secretKey),
    ...pair('built at', 'bean/builtAt', time(beans.builtAt))));
  draw('environment', next.environment, () => byId('environment').replaceChildren(
    ...next.environment.flatMap((at) => pair(at.name, `environment/${at.name}`, at.value ?? '', at.origin))));
  draw('last', next.last, (last) => {
    const refused = last?.refusals.length > 0;
    byId('last').classList.toggle('bad', refused);
    if (!last) {
      byId('last').textContent = 'no refresh since the start';
    } else if (refused) {
      byId('last').textContent = `refused ${time(last.at)}, the last values stay: ${last.refusals.join('; ')}`;
    } else {
      byId('last').textContent = `last refresh ${time(last.at)}: ${last.names.join(', ')}`;
    }
  });
}

function choices(id, names) {
  byId(id).replaceChildren(...[...new Set(names)].map((name) => element('option', { value: name })));
}

function fillForm() {
  const select = byId('store');
  const chosen = select.value || state.used[state.used.length - 1];
  select.replaceChildren(...state.stores.map((store) => element('option', {}, store.name)));
  select.value = chosen;
  choices('options', state.stores.flatMap((store) => Object.keys(store.options)));
  choices('keys', state.stores.flatMap((store) => Object.values(store.options).flat().map((key) => key.name)));
}

function edit(store, option, key) {
  byId('store').value = store;
  byId('option').value = option;
  byId('key').value = key.name;
  byId('value').value = key.value;
  byId('value').focus();
  byId('value').select();
}

function tell(text, bad = false) {
  byId('outcome').textContent = text;
  byId('outcome').classList.toggle('bad', bad);
}

async function send(method, path, body, done) {
  try {
    const answer = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body)
    });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.detail ?? `The application answered ${answer.status}`);
    }
    tell(done);
    await look();
  } catch (ex) {
    tell(ex.message, true);
  }
}

function remove(what, names) {
  return send('DELETE', `api/${what}?${new URLSearchParams(names)}`, undefined,
    `Deleted ${names.option}${names.key ? `.${names.key}` : ''} in ${names.store}.`);
}

let looking;
let lookAgain = false;

// One question at a time; a wish that comes in between is granted after it.
async function look() {
  if (looking) {
    lookAgain = true;
    return looking;
  }
  looking = (async () => {
    do {
      lookAgain = false;
      try {
        const answer = await fetch('api/state', { cache: 'no-store' });
        const next = await answer.json();
        if (!answer.ok) {
          throw new Error(next.detail ?? `The application answered ${answer.status}`);
        }
        show(next);
        follow();
      } catch (ex) {
        link('lost', 'no answer');
        poll(true);
      }
    } while (lookAgain);
    looking = undefined;
  })();
  return looking;
}

function link(kind, text) {
  const at = byId('link');
  if (at.textContent !== text) {
    at.dataset.state = kind;
    at.textContent = text;
  }
}

function poll(wanted) {
  if (wanted && !polling) {
    polling = setInterval(look, POLL);
  } else if (!wanted && polling) {
    clearInterval(polling);
    polling = undefined;
  }
}

// Time-based mode: the refresh says when. Simple mode has no refresh to hear of, so the page asks.
function follow() {
  const open = updates.readyState === EventSource.OPEN;
  poll(!open || state.mode === 'simple');
  if (!open) {
    link('poll', 'asking every 2 s');
  } else if (state.mode === 'simple') {
    link('live', 'asking every 2 s');
  } else {
    link('live', 'following');
  }
}

const updates = new EventSource('api/updates');
updates.onopen = look;
updates.onmessage = look;
updates.onerror = look;
document.addEventListener('visibilitychange', () => document.hidden || look());
window.addEventListener('focus', look);
look();

byId('change').addEventListener('submit', (event) => {
  event.preventDefault();
  const change = Object.fromEntries(new FormData(event.target));
  send('PUT', 'api/keys', change, `Saved ${change.option}.${change.key} in ${change.store}.`);
});
byId('refresh-now').addEventListener('click', () => send('POST', 'actuator/refresh', undefined, 'Refreshed.'));
