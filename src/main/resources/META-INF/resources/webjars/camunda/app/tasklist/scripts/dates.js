// The forms' date fields read "2026-11-24" as midnight in Greenwich and show the local day: west of it each drawing of the form moves a date
// that is filled in one day back. Here a date without a time is the same day everywhere.

const parse = Date.parse;
Date.parse = text => parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);

// A date that a form only shows, by itself in a cell or between marks, is shown as people write it: "Tuesday, November 24, 2026". What is
// within a longer text stays as its author wrote it.

const WORDS = new Intl.DateTimeFormat('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
const SHOWN = '.fjs-form .fjs-form-field-text, .fjs-form .fjs-form-field-table td';

function inWords(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const [, before, date, after] = /^(\s*)(\d{4}-\d{2}-\d{2})(\s*)$/.exec(texts.currentNode.data) ?? [];
    const day = date && parse(`${date}T00:00:00Z`);
    if (day && !Number.isNaN(day)) texts.currentNode.data = before + WORDS.format(day) + after;
  }
}

new MutationObserver(() => document.querySelectorAll(SHOWN).forEach(inWords)).observe(document.documentElement, { childList: true, characterData: true, subtree: true });

export default [];
