// Calls of our own API from the webapps' pages, and the few helpers that draw what came of them.

/** A call that did not succeed, with what the server says of it in words. */
export class Failure extends Error {
  constructor(status, message, field, details) {
    super(message);
    this.status = status;
    this.field = field;
    this.details = details;
  }
}

function cookie(name) {
  const found = document.cookie.split('; ').find(entry => entry.startsWith(name + '='));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

function words(status) {
  if (status === 401) return 'You are signed out. Load this page again and sign in.';
  if (status === 403) return 'Your account may not do this.';
  if (status === 404) return 'This does not exist, or not for your account.';
  return `The server could not do this (${status}). Try again; if it stays so, tell the order office.`;
}

/** Calls a path of our API. Gives its JSON, or null where there is no content. `body` is FormData, a file that goes as it is, or an object that goes as JSON. */
export async function call(path, { method = 'GET', body } = {}) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-EO-XSRF-TOKEN'] = cookie('EO-XSRF-TOKEN');
  if (body instanceof Blob) {
    headers['Content-Type'] = 'application/octet-stream';
  } else if (body && !(body instanceof FormData)) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body, credentials: 'same-origin' });
  } catch {
    throw new Failure(0, 'The server does not answer. Check the connection and try again.');
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const told = await response.json().catch(() => null);
  throw new Failure(response.status, told?.message ?? words(response.status), told?.field, told);
}

/** Makes an element. Attributes that are null or false are left out; `on…` are listeners; text is never read as HTML. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Draws what a call brings into the node; a failed call is shown as failed, with a way to repeat it. */
export async function show(node, load, draw) {
  node.setAttribute('aria-busy', 'true');
  if (!node.hasChildNodes()) node.replaceChildren(el('p', { class: 'eo-quiet' }, 'Loading…'));
  try {
    const drawn = draw(await load());
    node.replaceChildren(...[drawn].flat());
  } catch (failure) {
    node.replaceChildren(el('div', { class: 'eo-refused', role: 'alert' }, el('p', {}, failure.message),
      el('button', { type: 'button', class: 'btn btn-default', onclick: () => show(node, load, draw) }, 'Try again')));
    if (!(failure instanceof Failure)) console.error(failure);
  } finally {
    node.removeAttribute('aria-busy');
  }
}
