// Tasklist takes an empty entry that a list leaves among a form's errors for an error, and greys "Complete".
// The form is checked again when it is completed, here and by the server, so taking the mark away lets nothing through.

let timer;

function mend() {
  const button = document.querySelector('button[ng-click="complete()"]');
  if (!button || !document.querySelector('.fjs-form') || document.querySelector('.fjs-form-field-error')) return;
  let scope = window.angular.element(button).scope();
  while (scope && !Object.hasOwn(scope, '$invalid')) scope = scope.$parent;
  if (scope?.$invalid) scope.$apply(() => { scope.$invalid = false; });
}

for (const happening of ['input', 'change', 'click', 'focusout', 'keyup']) {
  document.addEventListener(happening, () => {
    clearTimeout(timer);
    timer = setTimeout(mend, 400);
  }, true);
}

export default [];
