export default {
  app: { vendor: 'eo-workflow', name: 'Admin' },
  // our forms and pages speak English only
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
  customScripts: ['../eo/notice.js', '../eo/sign-in.js']
};
