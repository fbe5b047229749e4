// The panel "Order status" on Cockpit's dashboard: how many clauses stand how, what is due next, and whether the ledger is intact.
import { call, el, show } from '../../eo/api.js';
import { STATUSES, isOpen, runningOrders, status, statusWords } from './orders.js';

const NEXT = 5;

function counts(order) {
  const tally = {};
  order.obligations.forEach(clause => { tally[clause.status] = (tally[clause.status] ?? 0) + 1; });
  return el('ul', { class: 'list-inline', 'aria-label': `Clauses of ${order.number} by status` },
    STATUSES.filter(id => tally[id]).map(id => el('li', {}, status(id, `${tally[id]} ${statusWords(id)}`))));
}

/** Clauses of one directive that are due together are one line. */
function nextDeadlines(order) {
  const lines = new Map();
  order.obligations.filter(clause => isOpen(clause) && clause.deadline)
    .sort((a, b) => a.deadline.localeCompare(b.deadline) || a.clause.localeCompare(b.clause))
    .forEach(clause => {
      const key = `${clause.deadline} ${clause.directive ?? clause.clause}`;
      lines.set(key, [...lines.get(key) ?? [], clause]);
    });
  if (!lines.size) return el('p', { class: 'eo-quiet' }, 'No open clause has a deadline.');
  return el('table', { class: 'table table-condensed' },
    el('caption', {}, lines.size > NEXT ? `The next ${NEXT} of ${lines.size} deadlines` : 'Deadlines'),
    el('thead', {}, el('tr', {}, ['Deadline', 'Directive', 'Clauses', 'Lead', 'Status'].map(text => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, [...lines.values()].slice(0, NEXT).map(clauses => el('tr', {},
      el('td', {}, clauses[0].deadlineText),
      el('td', {}, clauses[0].directiveTitle ?? clauses[0].summary),
      el('td', {}, clauses.map(clause => clause.clause).join(', ')),
      el('td', {}, clauses[0].leadName ?? ''),
      el('td', {}, status(...worst(clauses)))))));
}

function worst(clauses) {
  const first = [...clauses].sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status))[0];
  return [first.status, first.statusText];
}

function verification() {
  const outcome = el('div', { role: 'status' });
  return el('div', {}, el('button', { type: 'button', class: 'btn btn-default', onclick: () => show(outcome, () => call('/api/ledger/verification'),
    result => el('p', { class: result.intact ? 'eo-told' : 'eo-refused' },
      result.intact ? 'The ledger is intact. ' : 'The ledger is broken. ', result.explanation)) }, 'Verify the ledger'),
  ' ', el('a', { href: '#/obligations' }, 'All clauses'), outcome);
}

function render(node) {
  const content = el('div');
  node.replaceChildren(el('div', { class: 'eo eo-order-status' }, el('h1', { class: 'section-title' }, 'Order status'), content));
  show(content, runningOrders, orders => orders.length
    ? [...orders.flatMap(order => [
      el('h4', {}, `${order.number}: ${order.title}`),
      el('p', {}, `Signed ${new Date(order.signed + 'T12:00:00Z').toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' })}.`),
      counts(order), nextDeadlines(order)]), verification()]
    : el('p', {}, 'No order runs. The order office starts one in Tasklist: “Start process”, then “Executive Order”.'));
}

export default [{ id: 'eo-order-status', pluginPoint: 'cockpit.dashboard', priority: 100, render, unmount: () => {} }];
