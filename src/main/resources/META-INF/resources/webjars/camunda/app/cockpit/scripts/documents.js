// The page "Documents": what was released and reported under the orders, how far agencies have carried it out, the records to take away, and
// mails that need a look.
import { call, el, show } from '../../eo/api.js';
import { heads, startedOrders, table as scrolling } from './orders.js';

const PATH = '/documents';

const day = date => new Date(date + 'T12:00:00Z').toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const moment = instant => new Date(instant).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'America/New_York' }) + ' ET';
const quiet = text => el('p', { class: 'eo-quiet' }, text);
const link = (href, text, label) => el('a', { href, target: '_blank', rel: 'noopener', 'aria-label': label }, text);

const table = (caption, columns, rows) => scrolling(caption, caption, heads(columns),
  el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => el('td', {}, cell ?? ''))))));

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
  ? table('Newest first', ['Report', 'Issued', 'Read'], list.map(report => [report.supersededBy ? `${report.title} (superseded)` : report.title, report.issuedAtText,
    [link(report.pdf, 'PDF', `${report.title} as PDF`), ' ', link(report.html, 'HTML', `${report.title} as HTML`)]]))
  : quiet('No report is issued yet. The first comes on the Wednesday after the first Monday.'));

const file = (href, text, label) => el('a', { href, download: true, 'aria-label': `${label} as ${text}` }, text);
const files = (what, path, query, ...kinds) => kinds.flatMap(([ending, text], i) => [i ? ' ' : '', file(`${path}.${ending}${query}`, text, what)]);
const CSV = ['csv', 'CSV'], JSON_ = ['json', 'JSON'], OSCAL = ['oscal.json', 'OSCAL'];

/** Who has no part in the order reads why; who may not have the ledger is not offered it. */
const records = (order, ledger) => section(`Records of ${order.number}`, () => call(`/api/orders/${encodeURIComponent(order.id)}/obligations`), () => {
  const path = `/api/orders/${encodeURIComponent(order.id)}`;
  const row = (what, says, ...links) => [[what, el('div', { class: 'eo-quiet' }, says)], links];
  return table('To keep, and to read elsewhere', ['Record', 'Files'], [
    row('How every clause stands', 'Deadline, status, certification', files(`Clauses of ${order.number}`, `${path}/obligations`, '', CSV, JSON_)),
    row('Index of the evidence', 'Every item with its SHA-256', files(`Evidence of ${order.number}`, `${path}/evidence`, '', CSV, JSON_)),
    row('Traceability', 'Process, step, test and evidence of each clause', file(`${path}/traceability`, 'JSON', `Traceability of ${order.number}`)),
    ...ledger ? [row('Entries of the ledger', 'Only of this order: to read, not to verify',
      files(`Ledger of ${order.number}`, '/api/ledger', `?order=${encodeURIComponent(order.id)}`, CSV, JSON_, OSCAL))] : []]);
});

const wholeLedger = end => section('The whole ledger', async () => end, () => [
  el('p', {}, `${end.sequence.toLocaleString('en-US')} entries. The hash of the last: `, el('code', {}, end.hash)),
  el('p', {}, files('Whole ledger', '/api/ledger', '', JSON_, CSV, OSCAL)),
  el('details', {}, el('summary', {}, 'Verify it without this system'),
    el('p', {}, 'On any machine with Java, without a database: take the JSON and the program file, and type'),
    el('pre', {}, `java -jar eo-workflow.jar verify-ledger ledger-${end.sequence}.json`),
    el('p', {}, 'It says that all entries are as they were written, or names the first that is not. Who could rewrite the whole ledger could make all hashes '
      + 'anew: so note the hash above somewhere else now, and add one that you noted earlier, or that stands in a weekly report, at the end of the line.'))]);

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
  const orders = el('div'), ledger = el('div');
  node.replaceChildren(el('main', { class: 'eo eo-page' }, el('p', {}, el('a', { href: '#/dashboard' }, 'Dashboard'), ' » Documents'),
    el('h1', { class: 'h3' }, 'Documents'), el('p', {}, link('/catalogue/tools', 'Tools and services that can be asked for')), released(), orders, ledger, mails()));
  const end = () => call('/api/ledger').catch(failure => {
    if (failure.status === 403) return null;
    throw failure;
  });
  show(orders, () => Promise.all([startedOrders(), end()]), ([list, ledgerEnd]) => list
    .flatMap(order => [reports(order), records(order, ledgerEnd)]));
  show(ledger, end, found => found ? wholeLedger(found) : quiet('The ledger is for the order office, auditors and administrators.'));
}

export default [
  { id: 'eo-documents', pluginPoint: 'cockpit.route', priority: 0, properties: { path: PATH, label: 'Documents' }, render, unmount: () => {} },
  { id: 'eo-documents-link', pluginPoint: 'cockpit.navigation', priority: 40, properties: { path: PATH },
    render: node => node.replaceChildren(el('a', { href: '#' + PATH }, 'Documents')), unmount: () => {} }
];
