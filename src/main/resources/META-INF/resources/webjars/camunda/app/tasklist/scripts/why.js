// The tab "Why this date" of a task: what its due date follows from, in words.
import { call, el, show } from '../../eo/api.js';

function words(deadline) {
  if (!deadline) return el('p', { class: 'eo-quiet' }, 'This task has no due date.');
  return [
    el('h3', {}, deadline.valueText),
    ...deadline.text.map(sentence => el('p', {}, sentence)),
    el('p', {}, el('a', { href: deadline.page, target: '_blank', rel: 'noopener' }, 'The whole record, as a page'))];
}

function render(node, { taskId }) {
  const content = el('div');
  node.replaceChildren(el('div', { class: 'eo' }, content));
  show(content, () => call(`/api/tasks/${encodeURIComponent(taskId)}/deadline`).catch(failure => {
    if (failure.status === 404) return null;
    throw failure;
  }), words);
}

export default [{
  id: 'eo-why', pluginPoint: 'tasklist.task.detail', priority: -20, properties: { label: 'Why this date' }, render, unmount: () => {}
}];
