import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';

export interface ProblemText {
  sentence: string;
  /** To quote when asking for help. */
  code: string;
  requestId: string | null;
}

/** A problem as a sentence in the operator's language, the server's own title where the code is unknown. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t, i18n } = useTranslation();
  return (error) => {
    const problem = asProblem(error);
    const key = `errors.${problem.code}`;
    const sentence = i18n.exists(key) ? t(key, { ...problem.facts }) : problem.title || t('errors.unexpected');
    return { sentence, code: problem.code, requestId: problem.requestId };
  };
}
