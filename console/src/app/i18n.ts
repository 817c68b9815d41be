import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { features } from './features';
import { chooseLanguage, languages, type Language } from './language';
import { recall, remember } from './memory';

type Loader = () => Promise<{ default: object }>;

const frameTranslations: Record<Language, Loader> = {
  'zh-CN': () => import('./locales/zh-CN.json'),
  en: () => import('./locales/en.json'),
};

const loaders = new Map<string, Record<Language, Loader>>([
  ['app', frameTranslations],
  ...features.map((feature) => [feature.name, feature.translations] as const),
]);

const featureTranslations: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = loaders.get(namespace)?.[language as Language];
    if (!load) return done(new Error(`No translations for ${namespace} in ${language}`), false);
    load().then(
      (module) => done(null, module.default as Record<string, string>),
      (error: Error) => done(error, false),
    );
  },
};

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(featureTranslations)
    .use(initReactI18next)
    .init({
      lng: chooseLanguage(recall('language'), navigator.languages),
      fallbackLng: false,
      supportedLngs: languages,
      load: 'currentOnly',
      ns: [...loaders.keys()],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    });
}

export async function switchLanguage(language: Language): Promise<void> {
  remember('language', language);
  await i18next.changeLanguage(language);
}
