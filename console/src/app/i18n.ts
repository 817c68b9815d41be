import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { connection } from './connection/theConnection';
import { chooseLanguage, languages, type Language } from './language';
import { recall, remember } from './memory';

type Words = Record<string, unknown>;

const frames = {
  'zh-CN': () => import('./locales/frame.zh-CN'),
  en: () => import('./locales/frame.en'),
};

/** What the pages of each feature say; `*.navigation.json` beside it comes with the frame. */
const pages = import.meta.glob<Words>(['../features/*/locales/*.json', '!../features/*/locales/*.navigation.json'], { import: 'default' });

const firstLanguage = chooseLanguage(recall('language'), navigator.languages);

/** By language, the features whose words have come; `app` stands for the frame. */
const spoken: Record<Language, Set<string>> = { 'zh-CN': new Set(), en: new Set() };

/** Features whose words are needed in every language to come. */
const wanted = new Set<string>();

/** The language that was last asked for. */
let asked = firstLanguage;

let started: Promise<void> | undefined;

/** Speaks the operator's language as soon as the words of the frame are there. */
export function startI18n(): Promise<void> {
  started ??= start();
  return started;
}

async function start(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  const words = frames[firstLanguage]();
  await i18next.use(initReactI18next).init({
    lng: firstLanguage,
    fallbackLng: false,
    supportedLngs: languages,
    load: 'currentOnly',
    resources: {},
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  });
  addFrame(firstLanguage, await words);
}

/** Shows the console in another language once all words that are needed of it are there; where they do not come, the language stays. */
export async function switchLanguage(language: Language): Promise<void> {
  asked = language;
  try {
    await prepare(language);
  } catch {
    return void connection.doubt();
  }
  if (asked !== language) return;
  remember('language', language);
  await i18next.changeLanguage(language);
}

async function prepare(language: Language): Promise<void> {
  const lacking = [...wanted].filter((feature) => !spoken[language].has(feature));
  const frame = spoken[language].has('app') ? undefined : frames[language]().then((words) => addFrame(language, words));
  if (!frame && lacking.length === 0) return;
  await Promise.all([frame, ...lacking.map((feature) => bring(feature, language))]);
  // A page may have opened meanwhile.
  await prepare(language);
}

/** Code that arrives together with the words of the features that it speaks: nothing is shown before both are there. */
export function withWords<Arrived>(names: readonly string[], load: () => Promise<Arrived>): () => Promise<Arrived> {
  return async () => {
    const [arrived] = await Promise.all([load(), ...names.map(speak)]);
    return arrived;
  };
}

async function speak(feature: string): Promise<void> {
  wanted.add(feature);
  await bring(feature, (i18next.language as Language | undefined) ?? firstLanguage);
}

async function bring(feature: string, language: Language): Promise<void> {
  if (spoken[language].has(feature)) return;
  const load = pages[`../features/${feature}/locales/${language}.json`];
  if (!load) throw new Error(`${feature} has no words in ${language}`);
  const [words] = await Promise.all([load(), startI18n()]);
  add(language, feature, words);
}

function addFrame(language: Language, { default: frame }: { default: { app: object; navigation: Record<string, object> } }): void {
  add(language, 'app', frame.app);
  // Each stands among the words of its feature, so that a page finds its own title there too.
  for (const [file, words] of Object.entries(frame.navigation)) i18next.addResourceBundle(language, file.split('/').at(-3) ?? '', words, true);
}

function add(language: Language, namespace: string, words: object): void {
  i18next.addResourceBundle(language, namespace, words, true);
  spoken[language].add(namespace);
}
