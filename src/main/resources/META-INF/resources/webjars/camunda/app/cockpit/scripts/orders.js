// What the pages about orders share: loading, the words for how a clause stands, and small parts of a page.
import { call, el } from '../../eo/api.js';

/** In the order in which somebody who is responsible wants to see them. */
export const STATUSES = ['overdue', 'at-risk', 'unknown', 'on-track', 'met-late', 'met', 'not-applicable'];

export const statusWords = id => id.replace('-', ' ');

export const status = (id, text) => el('span', { class: `eo-status eo-${id}` }, text ?? statusWords(id));

export const startedOrders = async () => (await call('/api/orders')).filter(order => order.started);

/** A table that scrolls where it is wider than the page. `heads` are cells; `body` is its tbody. */
export const table = (label, caption, heads, body) => el('div', { class: 'eo-scroll', tabindex: '0', role: 'region', 'aria-label': label },
  el('table', { class: 'table table-striped' }, el('caption', {}, caption), el('thead', {}, el('tr', {}, heads)), body));

export const heads = texts => texts.map(text => el('th', { scope: 'col' }, text));

/** The orders that run, each with its clauses. */
export async function runningOrders() {
  return Promise.all((await startedOrders()).map(async order =>
    ({ ...order, obligations: await call(`/api/orders/${encodeURIComponent(order.id)}/obligations`) })));
}

export const isOpen = clause => !clause.satisfiedAt && !['met', 'met-late', 'not-applicable'].includes(clause.status);
