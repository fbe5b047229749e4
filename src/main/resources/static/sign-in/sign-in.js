// A link into Tasklist or Cockpit names its task behind a '#', which a form does not send: keep it on the way through this page.
document.querySelectorAll('form[data-sign-in]').forEach(form => { form.action += window.location.hash; });
