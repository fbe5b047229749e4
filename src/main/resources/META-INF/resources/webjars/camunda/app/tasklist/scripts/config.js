export default {
  app: { vendor: 'eo-workflow', name: 'Tasklist' },
  // our forms and pages speak English only
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
  customScripts: ['../eo/notice.js', '../eo/sign-in.js', '../eo/tools.js', 'scripts/evidence.js', 'scripts/why.js', 'scripts/calendar.js', 'scripts/absence.js', 'scripts/listings.js', 'scripts/lists.js', 'scripts/drafts.js', 'scripts/dates.js'],
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'claim the task that is open' },
    focusFilter: { key: 'ctrl+shift+f', description: 'go to the first filter' },
    focusList: { key: 'ctrl+alt+l', description: 'go to the first task of the list' },
    focusForm: { key: 'ctrl+alt+f', description: 'go to the first field of the form' },
    startProcess: { key: 'ctrl+alt+p', description: 'choose a process to start' }
  }
};
