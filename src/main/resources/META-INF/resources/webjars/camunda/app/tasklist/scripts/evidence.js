// The evidence of a task: what is there, and adding a file, a link, or a pointer to classified content.
import { call, el, show } from '../../eo/api.js';

const FORMS = { file: 'File', link: 'Link', pointer: 'Pointer to classified content' };

const DESCRIPTION = { name: 'description', label: 'What it shows', area: true, help: 'One or two sentences for whoever reviews it.' };

const FIELDS = {
  file: [{ name: 'file', label: 'File', type: 'file', required: true }, 'kind', DESCRIPTION, 'marking'],
  link: [{ name: 'url', label: 'Address', type: 'url', required: true, help: 'Starts with https://. The page itself is not copied.' },
    'kind', DESCRIPTION, 'marking'],
  pointer: [
    { name: 'registryNumber', label: 'Registry number', required: true, help: 'Under which the classified system keeps it. Nothing of its content.' },
    { name: 'custodianOffice', label: 'Custodian office', required: true },
    { name: 'systemName', label: 'Name of the classified system', required: true }, 'kind']
};

let counter = 0;

function field(definition, task) {
  const id = `eo-evidence-${++counter}`;
  let control;
  if (definition === 'kind') {
    definition = { name: 'kind', label: 'Kind' };
    control = el('select', { id, name: 'kind', class: 'form-control', required: true },
      task.kinds.map(kind => el('option', { value: kind }, kind[0].toUpperCase() + kind.slice(1))));
  } else if (definition === 'marking') {
    definition = { name: 'marking', label: 'Marking', help: 'Classified content never enters here: add a pointer to it.' };
    control = el('select', { id, name: 'marking', class: 'form-control', required: true },
      el('option', { value: 'UNCLASSIFIED' }, 'UNCLASSIFIED'), el('option', { value: 'CUI' }, 'CUI (controlled unclassified information)'));
  } else {
    const attributes = { id, name: definition.name, class: 'form-control', required: definition.required, maxlength: definition.area ? 4000 : 2000 };
    control = definition.area ? el('textarea', { ...attributes, rows: 2 }) : el('input', { ...attributes, type: definition.type ?? 'text' });
    if (definition.type === 'file') {
      control.removeAttribute('maxlength');
      definition = { ...definition, help: `At most ${task.maxSizeText}. Taken: ${task.types.join(', ')}.` };
    }
  }
  const help = definition.help && el('p', { id: id + '-help', class: 'help-block' }, definition.help);
  const error = el('p', { id: id + '-error', class: 'eo-refused', hidden: true });
  control.setAttribute('aria-describedby', help ? `${id}-help ${id}-error` : `${id}-error`);
  const optional = definition.required === undefined && !['kind', 'marking'].includes(definition.name);
  return el('div', { class: 'form-group', 'data-field': definition.name },
    el('label', { for: id }, definition.label, optional ? ' (optional)' : ''), control, help, error);
}

/** The category is asked for where the marking needs one. */
function withCategory(fields, task) {
  const marking = fields.querySelector('[name=marking]');
  if (!marking) return;
  const category = field({ name: 'cuiCategory', label: 'CUI category', required: true, help: 'For example CUI//SP-CRIT or the category’s name.' }, task);
  const follow = () => (marking.value === 'CUI' ? marking.closest('.form-group').after(category) : category.remove());
  marking.addEventListener('change', follow);
}

function complain(form, failure) {
  form.querySelectorAll('[data-field] > .eo-refused').forEach(place => { place.hidden = true; });
  form.querySelectorAll('[aria-invalid]').forEach(control => control.removeAttribute('aria-invalid'));
  const general = form.querySelector('[data-general]');
  general.hidden = true;
  if (!failure) return;
  const group = failure.field && form.querySelector(`[data-field="${CSS.escape(failure.field)}"]`);
  const place = group ? group.querySelector('.eo-refused') : general;
  place.textContent = failure.message;
  place.hidden = false;
  const control = group?.querySelector('input, select, textarea');
  control?.setAttribute('aria-invalid', 'true');
  (control ?? general).focus();
}

function addForm(task, taskId, added) {
  const fields = el('div');
  const general = el('p', { class: 'eo-refused', role: 'alert', tabindex: '-1', 'data-general': true, hidden: true });
  const submit = el('button', { type: 'submit', class: 'btn btn-primary' }, 'Add evidence');
  let kind = 'file';
  const choose = form => {
    kind = form;
    fields.replaceChildren(...FIELDS[form].map(definition => field(definition, task)));
    withCategory(fields, task);
  };
  const choices = Object.entries(FORMS).map(([form, label]) => el('label', { class: 'radio-inline' },
    el('input', { type: 'radio', name: 'form', value: form, checked: form === kind, onchange: () => choose(form) }), label));
  const form = el('form', { novalidate: true, 'aria-label': 'Add evidence', onsubmit: async event => {
    event.preventDefault();
    complain(form, null);
    const missing = [...form.elements].find(control => control.required && !control.value.trim());
    if (missing) {
      const label = form.querySelector(`label[for="${missing.id}"]`).textContent;
      complain(form, { field: missing.name, message: `“${label}” is missing.` });
      return;
    }
    const values = new FormData(form);
    values.delete('form');
    submit.disabled = true;
    try {
      const body = kind === 'file' ? values : { form: kind, ...Object.fromEntries(values) };
      added(await call(`/api/tasks/${encodeURIComponent(taskId)}/evidence`, { method: 'POST', body }));
    } catch (failure) {
      complain(form, failure);
    } finally {
      submit.disabled = false;
    }
  } },
  el('fieldset', {}, el('legend', { class: 'h4' }, 'Add evidence'), el('div', { class: 'form-group', role: 'radiogroup', 'aria-label': 'Form of the evidence' }, choices),
    fields, general, submit));
  choose(kind);
  return form;
}

function what(item) {
  if (item.form === 'file') return el('a', { href: item.download }, item.title);
  if (item.form === 'link') return el('a', { href: item.url, target: '_blank', rel: 'noopener noreferrer' }, item.title || item.url);
  return `${item.registryNumber}, ${item.custodianOffice}, ${item.systemName}`;
}

function row(item, remove) {
  return el('tr', {},
    el('td', {}, what(item), item.description ? el('div', { class: 'eo-quiet' }, item.description) : null),
    el('td', {}, `${FORMS[item.form]}, ${item.kind}`),
    el('td', {}, item.marking === 'CUI' ? `CUI (${item.cuiCategory})` : item.marking),
    el('td', {}, item.addedBy, el('div', { class: 'eo-quiet' }, item.addedAtText)),
    el('td', {}, item.mayRemove
      ? el('button', { type: 'button', class: 'btn btn-default btn-sm', 'aria-label': `Remove ${item.title || item.registryNumber}`, onclick: () => remove(item) }, 'Remove')
      : null));
}

function list({ task, items }, remove) {
  if (!items.length) {
    return el('p', { class: task.required ? 'eo-told' : 'eo-quiet' }, task.required
      ? 'This task can be completed when there is evidence. None is there yet.' : 'No evidence is here yet.');
  }
  return el('div', { class: 'eo-scroll' }, el('table', { class: 'table table-condensed' },
    el('caption', { class: 'sr-only' }, 'Evidence'),
    el('thead', {}, el('tr', {}, ['Evidence', 'Form and kind', 'Marking', 'Added by'].map(text => el('th', { scope: 'col' }, text)),
      el('th', { scope: 'col' }, el('span', { class: 'sr-only' }, 'Remove')))),
    el('tbody', {}, items.map(item => row(item, remove)))));
}

function render(node, { taskId }) {
  const told = el('p', { class: 'eo-told', role: 'status', hidden: true });
  const tell = text => {
    told.textContent = text;
    told.hidden = false;
  };
  const content = el('div');
  const path = `/api/tasks/${encodeURIComponent(taskId)}/evidence`;
  const remove = async item => {
    try {
      await call(`/api/evidence/${encodeURIComponent(item.id)}`, { method: 'DELETE' });
      tell('The evidence is removed.');
    } catch (failure) {
      tell(failure.message);
    }
    refresh();
  };
  const refresh = () => show(content, () => call(path), evidence => [
    el('h3', {}, evidence.task.clause ? `Evidence for clause ${evidence.task.clause}` : 'Evidence of this task'),
    list(evidence, remove),
    evidence.task.mayAdd
      ? addForm(evidence.task, taskId, item => { tell(`Added: ${item.title || item.registryNumber || item.url}.`); refresh(); })
      : el('p', { class: 'eo-quiet' }, 'Whoever may work on this task may add evidence.')]);
  node.replaceChildren(el('div', { class: 'eo' }, told, content));
  refresh();
}

export default [{
  id: 'eo-evidence', pluginPoint: 'tasklist.task.detail', priority: -10, properties: { label: 'Evidence' }, render, unmount: () => {}
}];
