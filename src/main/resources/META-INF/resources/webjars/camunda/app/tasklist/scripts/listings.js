// The listings of grant programs: at the task at which they are imported, and nowhere else.
import { call, el, show } from '../../eo/api.js';

const LABEL = 'Listings';
const importing = new Map();   // by task: whether listings are imported at it

async function ask(taskId) {
  importing.set(taskId, false);
  try {
    const { count } = await call(`/camunda/api/engine/engine/default/task/count?taskDefinitionKey=ImportListings&taskId=${encodeURIComponent(taskId)}`);
    importing.set(taskId, count > 0);
  } catch {
    // nobody knows: the tab stays away
  }
}

function showTab() {
  const taskId = new URLSearchParams(location.hash.split('?')[1] ?? '').get('task');
  if (taskId && !importing.has(taskId)) ask(taskId);
  document.querySelectorAll('.nav-tabs > li').forEach(tab => {
    if (tab.textContent.trim() === LABEL) tab.style.display = importing.get(taskId) ? '' : 'none';
  });
}

setInterval(showTab, 300);

function table(caption, headings, rows) {
  return el('div', { class: 'eo-scroll' }, el('table', { class: 'table table-condensed' },
    el('caption', { class: 'sr-only' }, caption),
    el('thead', {}, el('tr', {}, headings.map(text => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => el('td', {}, String(cell ?? ''))))))));
}

function problems(records) {
  return records?.length ? [el('h4', {}, 'Records that are wrong'),
    table('Records that are wrong', ['Where', 'Record', 'Field', 'What is wrong'], records.map(r => [r.place, r.record, r.field, r.message]))] : [];
}

function form(path, maxSizeText, done) {
  const file = el('input', { type: 'file', id: 'eo-listing-file', class: 'form-control', accept: '.csv,.xml,.zip', 'aria-describedby': 'eo-listing-help' });
  const goodOnly = el('input', { type: 'checkbox', id: 'eo-listing-good' });
  const told = el('div', { role: 'status' });
  const submit = el('button', { type: 'submit', class: 'btn btn-primary' }, 'Import');
  return el('form', { novalidate: true, 'aria-label': 'Import listings', onsubmit: async event => {
    event.preventDefault();
    const [chosen] = file.files;
    if (!chosen) {
      told.replaceChildren(el('p', { class: 'eo-refused' }, 'Choose a file.'));
      return;
    }
    submit.disabled = true;
    told.replaceChildren(el('p', { class: 'eo-quiet' }, 'The file is being read. A large one takes some minutes.'));
    try {
      const came = await call(`${path}?name=${encodeURIComponent(chosen.name)}&goodOnly=${goodOnly.checked}`, { method: 'POST', body: chosen });
      told.replaceChildren(el('p', { class: 'eo-told' }, `${came.fileName}: records taken: ${came.taken}, new or changed: ${came.changed}, left out: ${came.bad}.`),
        ...problems(came.badRecords));
      done();
    } catch (failure) {
      told.replaceChildren(el('p', { class: 'eo-refused', role: 'alert' }, failure.message), ...problems(failure.details?.badRecords));
    } finally {
      submit.disabled = false;
    }
  } },
  el('fieldset', {}, el('legend', { class: 'h4' }, 'Import listings'),
    el('div', { class: 'form-group' }, el('label', { for: file.id }, 'File'), file, el('p', { id: 'eo-listing-help', class: 'help-block' },
      `The Assistance Listings (CSV) or the Grants.gov extract (XML or ZIP), as downloaded; at most ${maxSizeText}.`)),
    el('div', { class: 'checkbox' }, el('label', {}, goodOnly, ' Take the good records although some are wrong')),
    submit), told);
}

function render(node, { taskId }) {
  const path = `/api/tasks/${encodeURIComponent(taskId)}/listings`;
  const imports = el('div');
  const adding = el('div');
  const refresh = () => show(imports, () => call(path), listings => {
    if (!adding.hasChildNodes() && listings.mayImport) adding.append(form(path, listings.maxSizeText, refresh));
    return listings.imports.length ? table('Imported listings', ['File', 'Source', 'Records', 'New or changed', 'Left out', 'Imported by', 'When'],
      listings.imports.map(i => [i.fileName, i.source, i.taken, i.changed, i.bad, i.importedBy, i.importedAtText]))
      : el('p', { class: 'eo-told' }, 'Nothing is imported yet.');
  });
  node.replaceChildren(el('div', { class: 'eo' }, el('h3', {}, 'Imported listings'), imports, adding));
  refresh();
}

export default [{
  id: 'eo-listings', pluginPoint: 'tasklist.task.detail', priority: -20, properties: { label: LABEL }, render, unmount: () => {}
}];
