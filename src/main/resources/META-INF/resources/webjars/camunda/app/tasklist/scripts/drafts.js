// Tasklist draws the form anew when its tab is left and chosen again, and what was typed is gone. So it is saved on the way out, as by "Save".

document.addEventListener('click', event => {
  const tab = event.target.closest?.('.task-details .nav-tabs a, .task-details .nav-tabs li');
  const save = tab && document.querySelector('.task-details .fjs-form') && document.querySelector('.task-details button[ng-click^="save("]');
  if (save && !save.disabled) save.click();
}, true);

export default [];
