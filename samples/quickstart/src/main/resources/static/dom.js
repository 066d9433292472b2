// What every part of the page draws with. Values go into text nodes only; nothing is ever parsed as HTML.

export const byId = (id) => document.getElementById(id);

const drawn = {};
let before;

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Draws a part of the page when its data is not what is there already.
export function draw(part, data, drawing) {
  const key = JSON.stringify(data);
  if (drawn[part] !== key) {
    before = (part in drawn) ? shown() : undefined;
    drawn[part] = key;
    const focused = document.activeElement?.getAttribute('aria-label');
    drawing(data);
    if (focused && document.activeElement === document.body) {
      const again = [...document.querySelectorAll('button')].find((at) => at.getAttribute('aria-label') === focused);
      (again ?? byId('outcome')).focus();
    }
  }
}

const shown = () => new Map([...document.querySelectorAll('[data-place]')].map((at) => [at.dataset.place, at.textContent]));

// A value, marked for a moment when it differs from the one shown before.
export function value(place, text) {
  const made = element('span', { className: 'value' }, text);
  made.dataset.place = place;
  if (before && before.get(place) !== text) {
    made.classList.add('fresh');
  }
  return made;
}

export function pair(name, place, text, origin) {
  const cells = [element('dt', {}, name), element('dd', {}, value(place, text))];
  if (origin) {
    cells.push(element('dd', { className: 'origin' }, origin));
  }
  return cells;
}

// Writes a text that changes often, and only when it does.
export function write(id, text, bad = false) {
  const at = byId(id);
  if (at.textContent !== text) {
    at.textContent = text;
  }
  at.classList.toggle('bad', bad);
}
