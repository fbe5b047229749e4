// The page "Clauses": every clause of the orders that run, as a table that sorts by any column.
import { el, show } from '../../eo/api.js';
import { STATUSES, runningOrders, status, table } from './orders.js';

const PATH = '/obligations';

const COLUMNS = [
  { label: 'Clause', key: clause => clause.clause, cell: clause => clause.clause },
  { label: 'What', key: clause => clause.summary, cell: clause => [clause.summary, clause.citation ? el('div', { class: 'eo-quiet' }, clause.citation) : null] },
  { label: 'Directive', key: clause => clause.directiveTitle, cell: clause => [clause.directiveTitle ?? '', clause.directiveState?.startsWith('withdrawn') ? el('div', { class: 'eo-quiet' }, clause.directiveState) : null] },
  { label: 'Lead', key: clause => clause.leadName, cell: clause => clause.leadName },
  { label: 'Kind', key: clause => clause.kind, cell: clause => clause.continuous ? `${clause.kind}, continuous` : clause.kind },
  { label: 'Deadline', key: clause => clause.deadline ?? clause.target, cell: date },
  { label: 'Status', key: clause => String(STATUSES.indexOf(clause.status)), cell: clause => status(clause.status, clause.statusText) },
  { label: 'Satisfied', key: clause => clause.satisfiedAt, cell: clause => clause.satisfiedAtText },
  { label: 'Evidence', key: clause => String(clause.evidenceCount).padStart(6, '0'), cell: clause => String(clause.evidenceCount) }
];

/** The date, with the page that explains it one click away. */
function date(clause) {
  const text = clause.deadlineText ?? (clause.targetText ? `target: ${clause.targetText}` : '');
  return clause.why && text ? [text, el('div', {}, el('a', { href: clause.why, target: '_blank', rel: 'noopener' }, 'Why this date'))] : text;
}

/** Empty cells come last, whichever way the column is sorted. */
function sorted(obligations, { column, descending }) {
  const key = COLUMNS[column].key;
  return [...obligations].sort((a, b) => {
    const x = key(a) ?? '', y = key(b) ?? '';
    if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
    return (descending ? -1 : 1) * x.localeCompare(y, 'en');
  });
}

function section(order) {
  const sorting = { column: 0, descending: false };
  const body = el('tbody');
  const heads = COLUMNS.map((column, index) => el('th', { scope: 'col' }, el('button', { type: 'button', onclick: () => {
    sorting.descending = sorting.column === index && !sorting.descending;
    sorting.column = index;
    draw();
  } }, column.label, el('span', { 'aria-hidden': 'true' }))));
  function draw() {
    heads.forEach((head, index) => {
      const active = index === sorting.column;
      head.setAttribute('aria-sort', active ? (sorting.descending ? 'descending' : 'ascending') : 'none');
      head.querySelector('span').textContent = active ? (sorting.descending ? ' ▼' : ' ▲') : '';
    });
    body.replaceChildren(...sorted(order.obligations, sorting).map(clause => el('tr', {}, COLUMNS.map(column => el('td', {}, column.cell(clause) ?? '')))));
  }
  draw();
  return table(`Clauses of ${order.number}`, `${order.number}: ${order.title}`, heads, body);
}

function render(node) {
  const content = el('div');
  node.replaceChildren(el('main', { class: 'eo eo-page' }, el('p', {}, el('a', { href: '#/dashboard' }, 'Dashboard'), ' » Clauses'), el('h1', { class: 'h3' }, 'Clauses'), content));
  show(content, runningOrders, orders => orders.length ? orders.map(section) : el('p', {}, 'No order runs.'));
}

export default [
  { id: 'eo-obligations', pluginPoint: 'cockpit.route', priority: 0, properties: { path: PATH, label: 'Clauses' }, render, unmount: () => {} },
  { id: 'eo-obligations-link', pluginPoint: 'cockpit.navigation', priority: 50, properties: { path: PATH },
    render: node => node.replaceChildren(el('a', { href: '#' + PATH }, 'Clauses')), unmount: () => {} }
];
