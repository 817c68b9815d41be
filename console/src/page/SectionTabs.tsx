import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import './sectionTabs.css';

export interface Section {
  path: string;
  label: string;
}

/** Pages that belong together, side by side; each keeps its own address. */
export function SectionTabs({ sections }: { sections: readonly Section[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <nav className="section-tabs" aria-label={t('sections')}>
      {sections.map((section) => (
        <Link key={section.path} to={section.path} aria-current={pathname === section.path ? 'page' : undefined}>
          {section.label}
        </Link>
      ))}
    </nav>
  );
}
