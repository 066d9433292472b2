import { write } from './dom.js';

// Asks the application. What it rejects is an Error with its reason.
export async function ask(path, method = 'GET', body) {
  const answer = await fetch(path, {
    method,
    cache: 'no-store',
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body)
  });
  const content = await answer.json().catch(() => undefined);
  if (!answer.ok) {
    throw new Error(content?.detail ?? content?.reason ?? `The application answered ${answer.status}`);
  }
  return content;
}

// Does something, and says at a place of the page how it went. The application tells all pages to load again.
export async function send(method, path, body, done, place = 'outcome') {
  try {
    await ask(path, method, body);
    write(place, done);
  } catch (ex) {
    write(place, ex.message, true);
  }
}
