import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: ReactNode;
  title: ReactNode;
  /** What this is for and what to do next. */
  text: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon, title, text, actions }: EmptyStateProps) {
  return (
    <div className="state">
      <span className="state-icon">{icon}</span>
      <h2>{title}</h2>
      <p>{text}</p>
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}
