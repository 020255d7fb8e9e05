export { forgetTranslations } from './forget-translations';
export { forgetTranslationLanguages, translationLanguages } from './languages';
export { translateStatus, type StatusTranslation } from './translate-status';
