import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface StepProps {
  number: number;
  title: string;
  text: string;
  done: boolean;
  open: boolean;
  onTurn: () => void;
  children: ReactNode;
}

/** A step with its tick; one is open at a time. */
export function Step({ number, title, text, done, open, onTurn, children }: StepProps) {
  const { t } = useTranslation('firstRun');
  const id = useId();
  return (
    <li className={done ? 'panel start-step start-step-done' : 'panel start-step'}>
      <h2>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={onTurn}>
          <span className="start-number figures" aria-hidden>
            {done ? <CheckOutlined /> : number}
          </span>
          <span className="start-words">
            <strong>{title}</strong>
            <span className="muted">{text}</span>
          </span>
          {done && <span className="visually-hidden">{t('done')}</span>}
          <DownOutlined className="start-arrow" rotate={open ? 180 : 0} />
        </button>
      </h2>
      <div id={id} hidden={!open} className="start-content">
        {open && children}
      </div>
    </li>
  );
}
