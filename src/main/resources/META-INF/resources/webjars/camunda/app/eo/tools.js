// The way to the catalogue of tools, for everybody who is signed in.
import { el } from './api.js';

const render = node => node.replaceChildren(el('a', { href: '/catalogue/tools' }, el('span', { class: 'glyphicon glyphicon-wrench' }), ' Tools'));

export default ['tasklist.navbar.action', 'cockpit.navigation'].map(pluginPoint =>
  ({ id: `eo-tools-${pluginPoint}`, pluginPoint, priority: 10, render, unmount: () => {} }));
