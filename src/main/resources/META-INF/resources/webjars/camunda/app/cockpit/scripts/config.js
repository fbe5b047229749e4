export default {
  app: { vendor: 'eo-workflow', name: 'Cockpit' },
  // our forms and pages speak English only
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
  // what a manager changes in an instance is recorded like everything else
  skipCustomListeners: { default: false, hidden: true },
  customScripts: ['../eo/notice.js', '../eo/sign-in.js', '../eo/tools.js', 'scripts/order-status.js', 'scripts/obligations.js', 'scripts/dates.js', 'scripts/documents.js']
};
