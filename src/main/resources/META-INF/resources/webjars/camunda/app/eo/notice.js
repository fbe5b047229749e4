// What everybody must know on every page, such as that this is a demonstration. Nothing where the server has nothing to say.
import { call, el } from './api.js';

call('/api/notice').then(notice => {
  if (!notice) return;
  document.body.prepend(el('div', { class: 'eo-notice', role: 'note', 'aria-label': 'Notice' }, notice.text));
  document.body.classList.add('eo-noticed');
}).catch(failure => console.warn(failure.message));

export default [];
