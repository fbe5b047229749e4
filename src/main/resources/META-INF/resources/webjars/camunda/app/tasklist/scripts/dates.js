// The forms' date fields read "2026-11-24" as midnight in Greenwich and show the local day: west of it each drawing of the form moves a date
// that is filled in one day back. Here a date without a time is the same day everywhere.

const parse = Date.parse;
Date.parse = text => parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);

export default [];
