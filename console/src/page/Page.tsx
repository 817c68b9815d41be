import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import './page.css';

interface PageProps {
  /** Absent where `crumbs` lead to content that names itself. */
  title?: ReactNode;
  crumbs?: ReactNode;
  /** The title in the browser's tab, where `title` is not plain text. */
  tabTitle?: string;
  /** How many there are, beside the title. */
  count?: ReactNode;
  /** One line that says what the page is for. */
  purpose?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Title with count, purpose, actions at the right, then content: the anatomy of every page. */
export function Page({ title, crumbs, tabTitle, count, purpose, actions, children }: PageProps) {
  const { t } = useTranslation();
  const tab = tabTitle ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    document.title = tab ? t('tabTitle', { page: tab }) : t('product');
  }, [tab, t]);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-head-text">
          {crumbs}
          {title !== undefined && (
            <h1>
              {title}
              {count !== undefined && <span className="page-count figures">{count}</span>}
            </h1>
          )}
          {purpose && <p className="muted">{purpose}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
