// The page "Dates": every date that an order has set, those that come again included, each with why it is what it is.
import { call, el, show } from '../../eo/api.js';
import { heads, startedOrders, table } from './orders.js';

const PATH = '/dates';
/** More would only be scrolled past: the rest is found by what it is called. */
const MOST = 200;

const why = date => el('a', { href: date.page, target: '_blank', rel: 'noopener', 'aria-label': `Why this date: ${date.title}` }, 'Why this date');

function rows(dates) {
  return dates.map(date => el('tr', {},
    el('td', { class: 'eo-whole' }, date.valueText, date.moved ? el('div', { class: 'eo-quiet' }, date.kind === 'recurring' ? 'comes again' : 'moved') : null),
    el('td', {}, date.title), el('td', {}, date.kind), el('td', { class: 'eo-whole' }, why(date))));
}

function section(order, dates) {
  const body = el('tbody'), count = el('p', { class: 'eo-quiet', role: 'status' });
  const text = el('input', { type: 'search', class: 'form-control', id: `eo-dates-${order.id}`, oninput: draw });
  const passed = el('input', { type: 'checkbox', onchange: draw });
  function draw() {
    const now = new Date().toISOString(), words = text.value.trim().toLowerCase();
    const found = dates.filter(date => (passed.checked || date.value >= now) && `${date.title} ${date.kind} ${date.valueText}`.toLowerCase().includes(words));
    body.replaceChildren(...rows(found.slice(0, MOST)));
    count.textContent = found.length > MOST ? `The first ${MOST} of ${found.length}. Type a word to find others.` : `${found.length} of ${dates.length} dates.`;
  }
  draw();
  return el('section', { 'aria-label': `Dates of ${order.number}` }, el('h2', { class: 'h4' }, `${order.number}: ${order.title}`),
    el('div', { class: 'form-group' }, el('label', { for: text.id }, 'Find a date'), text),
    el('div', { class: 'checkbox' }, el('label', {}, passed, ' Show what has passed')), count,
    table(`Table of the dates of ${order.number}`, 'The earliest first', heads(['Date', 'What', 'Kind', 'Reasons']), body));
}

/** The orders that run and whose dates the account may see. */
async function orders() {
  const dated = await Promise.all((await startedOrders()).map(async order => {
    try {
      return [order, (await call(`/api/orders/${encodeURIComponent(order.id)}/deadlines`)).filter(date => date.value)];
    } catch (failure) {
      if (failure.status === 403) return null;
      throw failure;
    }
  }));
  return dated.filter(Boolean);
}

function render(node) {
  const content = el('div');
  node.replaceChildren(el('main', { class: 'eo eo-page' }, el('p', {}, el('a', { href: '#/dashboard' }, 'Dashboard'), ' » Dates'), el('h1', { class: 'h3' }, 'Dates'), content));
  show(content, orders, found => found.length ? found.map(([order, dates]) => section(order, dates)) : el('p', {}, 'No order runs in which your agency has a part.'));
}

export default [
  { id: 'eo-dates', pluginPoint: 'cockpit.route', priority: 0, properties: { path: PATH, label: 'Dates' }, render, unmount: () => {} },
  { id: 'eo-dates-link', pluginPoint: 'cockpit.navigation', priority: 45, properties: { path: PATH },
    render: node => node.replaceChildren(el('a', { href: '#' + PATH }, 'Dates')), unmount: () => {} }
];
