// What the pages about orders share: loading, the words for how a clause stands, and small parts of a page.
import { call, el } from '../../eo/api.js';

/** In the order in which somebody who is responsible wants to see them. */
export const STATUSES = ['overdue', 'at-risk', 'unknown', 'on-track', 'met-late', 'met', 'not-applicable'];

export const statusWords = id => id.replace('-', ' ');

export const status = (id, text) => el('span', { class: `eo-status eo-${id}` }, text ?? statusWords(id));

/** The orders that run, each with its clauses. */
export async function runningOrders() {
  const orders = (await call('/api/orders')).filter(order => order.started);
  return Promise.all(orders.map(async order =>
    ({ ...order, obligations: await call(`/api/orders/${encodeURIComponent(order.id)}/obligations`) })));
}

export const isOpen = clause => !clause.satisfiedAt && !['met', 'met-late', 'not-applicable'].includes(clause.status);
