// Signing in is done at one place for all webapps. Where one of them would show its own form, after a sign-out or a session that
// has run out, go there instead.
const leave = () => {
  if (/^#!?\/login/.test(window.location.hash)) window.location.replace('/sign-in');
};

window.addEventListener('hashchange', leave);
leave();

export default [];
