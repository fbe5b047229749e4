// The entry "Absence" at the top of Tasklist: days on which one is away, with the colleague who does the tasks meanwhile.
import { call, el, show } from '../../eo/api.js';

const STATES = { planned: 'planned', now: 'away now', over: 'over', ended: 'ended early' };

function row(absence, refresh, tell) {
  const end = el('button', { type: 'button', class: 'btn btn-default btn-sm', 'aria-label': `End the absence of ${absence.account}, ${absence.period}`, onclick: async () => {
    try {
      await call(`/api/absences/${encodeURIComponent(absence.id)}`, { method: 'DELETE' });
      tell('The absence is ended. Tasks that were handed over and are not completed are back.');
    } catch (failure) {
      tell(failure.message);
    }
    refresh();
  } }, 'End');
  return el('tr', {}, el('td', {}, absence.account), el('td', {}, absence.substitute), el('td', {}, absence.period), el('td', {}, STATES[absence.state]),
    el('td', {}, absence.mayEnd && end));
}

function table(absences, refresh, tell) {
  const open = absences.filter(absence => absence.state === 'planned' || absence.state === 'now');
  if (!open.length) return el('p', { class: 'eo-quiet' }, 'No absence is entered.');
  return el('table', { class: 'table table-condensed' }, el('caption', {}, 'Absences now and ahead'),
    el('thead', {}, el('tr', {}, ['Away', 'Stands in', 'Days', 'State'].map(text => el('th', { scope: 'col' }, text)),
      el('th', { scope: 'col' }, el('span', { class: 'sr-only' }, 'End')))),
    el('tbody', {}, open.map(absence => row(absence, refresh, tell))));
}

const options = people => people.map(person => el('option', { value: person.id }, person.name));
const field = (label, input) => el('div', { class: 'form-group' }, el('label', { for: input.id }, label), input);

function dialog() {
  const told = el('div', { role: 'status' });
  const tell = text => told.replaceChildren(el('p', { class: 'eo-told' }, text));
  const absences = el('div');
  const refresh = () => show(absences, () => call('/api/absences'), known => table(known, refresh, tell));
  const account = el('select', { id: 'eo-absence-account', class: 'form-control', onchange: () => offer() });
  const substitute = el('select', { id: 'eo-absence-substitute', class: 'form-control', required: true, 'aria-describedby': 'eo-absence-nobody' });
  const nobody = el('div', { role: 'status', id: 'eo-absence-nobody' });
  const from = el('input', { id: 'eo-absence-from', type: 'date', class: 'form-control', required: true });
  const until = el('input', { id: 'eo-absence-until', type: 'date', class: 'form-control', required: true });
  const offer = async () => {
    try {
      const { people, advice } = await call('/api/absences/substitutes?account=' + encodeURIComponent(account.value));
      substitute.replaceChildren(el('option', { value: '' }, people.length ? 'Choose' : 'Nobody can'), ...options(people));
      nobody.replaceChildren(...(advice ? [el('p', { class: 'eo-told' }, advice)] : []));
    } catch (failure) {
      tell(failure.message);
    }
  };
  call('/api/absences/accounts').then(people => {
    account.replaceChildren(...options(people));
    return offer();
  }).catch(failure => tell(failure.message));
  const enter = async event => {
    event.preventDefault();
    try {
      const entered = await call('/api/absences', { method: 'POST',
        body: { account: account.value, substitute: substitute.value, from: from.value, until: until.value } });
      tell(`Entered: ${entered.substitute} stands in for ${entered.account}, ${entered.period}.`);
    } catch (failure) {
      tell(failure.message);
      [account, substitute, from, until].find(input => input.id === 'eo-absence-' + failure.field)?.focus();
    }
    refresh();
  };
  const box = el('dialog', { class: 'eo', 'aria-label': 'Absence', onclose: () => box.remove() },
    el('h3', {}, 'Who stands in while you are away'), absences,
    el('form', { onsubmit: enter }, field('Who is away', account), field('First day', from), field('Last day', until), field('Who stands in', substitute), nobody,
      el('p', { class: 'eo-quiet' }, 'Days are Washington’s. The tasks go over at the beginning of the first day and come back after the last.'),
      el('button', { type: 'submit', class: 'btn btn-primary' }, 'Enter the absence'), ' ',
      el('button', { type: 'button', class: 'btn btn-default', onclick: () => box.close() }, 'Close')), told);
  document.body.append(box);
  refresh();
  box.showModal();
}

export default [{
  id: 'eo-absence', pluginPoint: 'tasklist.navbar.action', priority: 9, unmount: () => {},
  render: node => node.replaceChildren(el('a', { href: '', onclick: event => { event.preventDefault(); dialog(); } }, 'Absence'))
}];
