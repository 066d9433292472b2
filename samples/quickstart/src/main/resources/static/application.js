// The beans, and what happened to them last.
import { byId, draw, pair } from './dom.js';
import { send } from './requests.js';
import { time } from './times.js';

export function showApplication(state) {
  byId('simple-note').hidden = state.mode !== 'simple';
  document.querySelectorAll('[data-mode]').forEach((at) => {
    at.hidden = at.dataset.mode !== state.mode;
  });
  const beans = state.beans;
  draw('properties', [beans.host, beans.port], () => byId('properties').replaceChildren(
    ...pair('host', 'bean/host', beans.host),
    ...pair('port', 'bean/port', String(beans.port))));
  draw('client', [beans.address, beans.secretKey, beans.builtAt], () => byId('client').replaceChildren(
    ...pair('address', 'bean/address', beans.address),
    ...pair('secretKey', 'bean/secretKey', beans.secretKey),
    ...pair('built at', 'bean/builtAt', time(beans.builtAt))));
  draw('environment', state.environment, () => byId('environment').replaceChildren(
    ...state.environment.flatMap((at) => pair(at.name, `environment/${at.name}`, at.value ?? '', origin(at)))));
  draw('last', state.last, showLast);
}

const origin = (property) => property.origin + (property.version ? `, version ${property.version}` : '');

function showLast(last) {
  const rejected = last?.rejections.length > 0;
  byId('last').classList.toggle('bad', rejected);
  if (!last) {
    byId('last').textContent = 'no refresh since the start';
  } else if (rejected) {
    byId('last').textContent = `rejected ${time(last.at)}, the last values stay: ${last.rejections.join('; ')}`;
  } else {
    byId('last').textContent = `last refresh ${time(last.at)}: ${last.names.join(', ')}`;
  }
}

byId('refresh-now').addEventListener('click', () => send('POST', 'actuator/refresh', undefined, 'Refreshed.'));
