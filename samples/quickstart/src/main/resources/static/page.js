// The page: asks for the state, shows it, and asks again when the application says so.
import { byId, write } from './dom.js';
import { showApplication } from './application.js';
import { showOperation } from './operation.js';
import { ask } from './requests.js';
import { showTable } from './table.js';

const POLL = 2000;

let state;
let polling;

function show(next) {
  state = next;
  write('used', next.used.join(', '));
  write('mode', next.mode);
  showTable(next);
  showApplication(next);
  showOperation(next);
}

let loading;
let loadAgain = false;

// One question at a time; a wish that comes in between is granted after it.
async function load() {
  if (loading) {
    loadAgain = true;
    return loading;
  }
  loading = (async () => {
    do {
      loadAgain = false;
      try {
        show(await ask('api/state'));
        follow();
      } catch (ex) {
        link('lost', 'no answer');
        poll(true);
      }
    } while (loadAgain);
    loading = undefined;
  })();
  return loading;
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
    polling = setInterval(load, POLL);
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
updates.onopen = load;
updates.onmessage = load;
updates.onerror = load;
document.addEventListener('visibilitychange', () => document.hidden || load());
window.addEventListener('focus', load);
load();
