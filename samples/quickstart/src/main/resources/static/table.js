// The table, and the form that edits it.
import { byId, draw, element, value } from './dom.js';
import { send } from './requests.js';

let state;

export function showTable(next) {
  state = next;
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

function remove(what, names) {
  return send('DELETE', `api/${what}?${new URLSearchParams(names)}`, undefined,
    `Deleted ${names.option}${names.key ? `.${names.key}` : ''} in ${names.store}.`);
}

byId('change').addEventListener('submit', (event) => {
  event.preventDefault();
  const change = Object.fromEntries(new FormData(event.target));
  send('PUT', 'api/keys', change, `Saved ${change.option}.${change.key} in ${change.store}.`);
});
