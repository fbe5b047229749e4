// Tasklist takes an empty entry that a list leaves among a form's errors for an error, and greys "Complete" and "Start".
// The form is checked again when it is completed, here and by the server, so taking the mark away lets nothing through.

function mend() {
  const button = document.querySelector('button[ng-click="startProcessInstance()"]') ?? document.querySelector('button[ng-click="complete()"]');
  if (!button || !document.querySelector('.fjs-form') || document.querySelector('.fjs-form-field-error')) return;
  let scope = window.angular.element(button).scope();
  while (scope && !Object.hasOwn(scope, '$invalid')) scope = scope.$parent;
  if (scope?.$invalid) scope.$apply(() => { scope.$invalid = false; });
}

/** Where no rows are added or removed, nothing shows where one ends and the next begins: mark the first field of each but the first. */
function part() {
  document.querySelectorAll('.fjs-form-field-dynamiclist').forEach(list => {
    if (list.querySelector('.fjs-repeat-row-container')) return;
    let before;
    list.querySelectorAll('.fjs-layout-row').forEach(row => {
      const now = /_(\d+)(-|$)/.exec(row.querySelector('[id^="fjs-form-"]')?.id ?? '')?.[1];
      row.classList.toggle('eo-next-row', now !== undefined && before !== undefined && now !== before);
      before = now ?? before;
    });
  });
}

// a list that is filled from the start is marked before anybody does anything
setInterval(() => { mend(); part(); }, 500);

export default [];
