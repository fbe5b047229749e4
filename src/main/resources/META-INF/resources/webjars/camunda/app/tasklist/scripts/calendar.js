// The entry "Calendar" at the top of Tasklist: addresses at which a calendar program reads one's dates, made and revoked here.
import { call, el, show } from '../../eo/api.js';

function row(feed, refresh, tell) {
  return el('tr', {},
    el('td', {}, feed.name), el('td', {}, feed.createdAtText),
    el('td', {}, el('button', { type: 'button', class: 'btn btn-default btn-sm', 'aria-label': `Revoke the address of ${feed.name}`, onclick: async () => {
      try {
        await call(`/api/calendars/${encodeURIComponent(feed.id)}`, { method: 'DELETE' });
        tell('The address is revoked. Calendars that use it get no dates any more.');
      } catch (failure) {
        tell(failure.message);
      }
      refresh();
    } }, 'Revoke')));
}

function table(feeds, refresh, tell) {
  if (!feeds.length) return el('p', { class: 'eo-quiet' }, 'You have no calendar address yet.');
  return el('table', { class: 'table table-condensed' }, el('caption', {}, 'Your calendar addresses'),
    el('thead', {}, el('tr', {}, ['Calendar', 'Made'].map(text => el('th', { scope: 'col' }, text)),
      el('th', { scope: 'col' }, el('span', { class: 'sr-only' }, 'Revoke')))),
    el('tbody', {}, feeds.map(feed => row(feed, refresh, tell))));
}

function dialog() {
  const told = el('div', { role: 'status' });
  const tell = text => told.replaceChildren(el('p', { class: 'eo-told' }, text));
  const feeds = el('div');
  const refresh = () => show(feeds, () => call('/api/calendars'), known => table(known, refresh, tell));
  const agency = el('select', { id: 'eo-calendar-of', class: 'form-control' }, el('option', { value: '' }, 'My own: my agency’s dates and my tasks'));
  call('/api/calendars/agencies').then(agencies => agency.append(...agencies.map(each => el('option', { value: each.id }, each.name)))).catch(failure => tell(failure.message));
  const make = async event => {
    event.preventDefault();
    try {
      const made = await call('/api/calendars', { method: 'POST', body: { agency: agency.value } });
      told.replaceChildren(el('p', { class: 'eo-told' }, 'Subscribe to this address in your calendar program. It is shown this once: whoever knows it can read these dates.'),
        el('input', { class: 'form-control', readonly: true, value: made.address, 'aria-label': 'Address of the calendar', onfocus: e => e.target.select() }));
    } catch (failure) {
      tell(failure.message);
    }
    refresh();
  };
  const box = el('dialog', { class: 'eo', 'aria-label': 'Calendar', onclose: () => box.remove() },
    el('h3', {}, 'Dates in your calendar'), feeds,
    el('form', { onsubmit: make }, el('div', { class: 'form-group' }, el('label', { for: agency.id }, 'Calendar'), agency),
      el('button', { type: 'submit', class: 'btn btn-primary' }, 'Make an address'), ' ',
      el('button', { type: 'button', class: 'btn btn-default', onclick: () => box.close() }, 'Close')), told);
  document.body.append(box);
  refresh();
  box.showModal();
}

export default [{
  id: 'eo-calendar', pluginPoint: 'tasklist.navbar.action', priority: 10, unmount: () => {},
  render: node => node.replaceChildren(el('a', { href: '', onclick: event => { event.preventDefault(); dialog(); } }, 'Calendar'))
}];
