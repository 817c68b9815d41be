import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAppearance } from '../appearance';
import { helpPath } from '../help/HelpButton';
import { switchLanguage } from '../i18n';
import { startPath } from '../Landing';
import { languageNames, languages } from '../language';
import { accountPath, useSignOut } from '../session';
import { showShortcuts } from '../shortcuts/useShortcut';
import type { Entry } from './palette';

/** Small acts that need no page. */
export function useActs(): { entries: Entry[]; run: (name: string) => void } {
  const { t, i18n } = useTranslation();
  const { mode, ask } = useAppearance();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const otherLanguage = languages.find((language) => language !== i18n.language) ?? languages[0];

  const acts: { name: string; title: string; run: () => void }[] = [
    { name: 'theme', title: t(mode === 'dark' ? 'search.acts.light' : 'search.acts.dark'), run: () => ask(mode === 'dark' ? 'light' : 'dark') },
    { name: 'language', title: t('search.acts.language', { language: languageNames[otherLanguage] }), run: () => void switchLanguage(otherLanguage) },
    { name: 'start', title: t('search.acts.start'), run: () => void navigate(startPath) },
    { name: 'help', title: t('search.acts.help'), run: () => void navigate(helpPath) },
    { name: 'shortcuts', title: t('shortcuts.title'), run: showShortcuts },
    { name: 'account', title: t('account'), run: () => void navigate(accountPath) },
    { name: 'sign-out', title: t('signOut'), run: () => signOut.mutate() },
  ];
  return {
    entries: acts.map(({ name, title }) => ({ kind: 'act', path: name, title })),
    run: (name) => acts.find((act) => act.name === name)?.run(),
  };
}
