// The page "Documents": what was released and reported under the orders, how far agencies have carried it out, and mails that need a look.
import { call, el, show } from '../../eo/api.js';

const PATH = '/documents';

const day = date => new Date(date + 'T12:00:00Z').toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const moment = instant => new Date(instant).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'America/New_York' }) + ' ET';
const quiet = text => el('p', { class: 'eo-quiet' }, text);
const link = (href, text, label) => el('a', { href, target: '_blank', rel: 'noopener', 'aria-label': label }, text);

function table(caption, heads, rows) {
  return el('div', { class: 'eo-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', { class: 'table table-striped' }, el('caption', {}, caption),
      el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => el('td', {}, cell ?? '')))))));
}

function section(title, load, draw) {
  const content = el('div');
  show(content, load, draw);
  return el('section', { 'aria-label': title }, el('h2', { class: 'h4' }, title), content);
}

function late(implementation) {
  const actions = implementation.overdue.length ? [`late: action ${implementation.overdue.join(', ')}`] : [];
  const vulnerabilities = implementation.overdueVulnerabilities ? [`late: ${implementation.overdueVulnerabilities} vulnerabilities`] : [];
  return [...actions, ...vulnerabilities].join('; ');
}

function implementations(directive) {
  const content = el('div');
  return el('details', { ontoggle: event => event.target.open && !content.hasChildNodes()
    && show(content, () => call(directive.html + '/implementations'), rows => table(`How far agencies have carried out ${directive.number}`,
      ['Agency', 'State', 'Actions left', 'Next due', 'Late', 'Open vulnerabilities'],
      rows.map(row => [row.name, row.supersededBy ? `superseded by ${row.supersededBy}` : row.state.replace('-', ' '), `${row.openActions} of ${row.actions}`,
        row.nextDue && moment(row.nextDue), late(row), String(row.openVulnerabilities)]))) },
  el('summary', {}, `${directive.agencies.length} agencies`), content);
}

const released = () => section('Released directives', () => call('/api/directives'), directives => directives.length
  ? table('Newest first', ['Number', 'Title', 'Released', 'Read', 'Carried out by'], directives.map(directive => [directive.number,
    [directive.title, directive.supersededBy ? el('div', { class: 'eo-quiet' }, `revoked by ${directive.supersededBy}`) : null], day(directive.releasedOn),
    [link(directive.html, 'Directive', `${directive.number}, directive`), ' ', link(directive.pdf, 'PDF', `${directive.number}, directive as PDF`), el('br'),
      link(directive.guidanceHtml, 'Guidance', `${directive.number}, guidance`), ' ', link(directive.guidancePdf, 'PDF', `${directive.number}, guidance as PDF`)],
    implementations(directive)]))
  : quiet('No directive is released yet.'));

const reports = order => section(`Reports on ${order.number}`, () => call(`/api/orders/${encodeURIComponent(order.id)}/reports`), list => list.length
  ? table('Newest first', ['Report', 'Issued', 'Read'], list.map(report => [report.title, report.issuedAtText,
    [link(report.pdf, 'PDF', `${report.title} as PDF`), ' ', link(report.html, 'HTML', `${report.title} as HTML`)]]))
  : quiet('No report is issued yet. The first comes on the Wednesday after the first Monday.'));

async function troubledMails() {
  const [uncertain, failed] = await Promise.all(['uncertain', 'failed'].map(state => call('/api/mails?state=' + state)));
  return [...uncertain, ...failed];
}

const mails = () => section('Mails that need a look', troubledMails, list => list.length
  ? table('Not sent, or nobody can be sure', ['To', 'Subject', 'State', 'Tries', 'Last error', ''], list.map(mail => {
    const outcome = el('div', { role: 'status' });
    return [mail.recipient, mail.subject, mail.state, String(mail.attempts), mail.lastError, [el('button', { type: 'button', class: 'btn btn-default',
      onclick: () => show(outcome, () => call(`/api/mails/${mail.id}/resend`, { method: 'POST' }), () => el('p', {}, 'It is sent again.')) }, 'Send again'), outcome]];
  }))
  : quiet('Every mail is sent or on its way.'));

function render(node) {
  const orders = el('div');
  node.replaceChildren(el('main', { class: 'eo eo-page' }, el('p', {}, el('a', { href: '#/dashboard' }, 'Dashboard'), ' » Documents'),
    el('h1', { class: 'h3' }, 'Documents'), el('p', {}, link('/catalogue/tools', 'Tools and services that can be asked for')), released(), orders, mails()));
  show(orders, () => call('/api/orders'), list => list.filter(order => order.started).map(reports));
}

export default [
  { id: 'eo-documents', pluginPoint: 'cockpit.route', priority: 0, properties: { path: PATH, label: 'Documents' }, render, unmount: () => {} },
  { id: 'eo-documents-link', pluginPoint: 'cockpit.navigation', priority: 40, properties: { path: PATH },
    render: node => node.replaceChildren(el('a', { href: '#' + PATH }, 'Documents')), unmount: () => {} }
];
