import { DownloadOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notice } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useJobName } from '@/page/useJobName';
import { useProblemText } from '@/page/useProblemText';
import { addressOf, factOf, fileOf, noticeTones } from './notice';

interface NoticeListProps {
  notices: readonly Notice[];
  error: unknown;
  fresh: readonly Notice[];
  onChoose: () => void;
}

export default function NoticeList({ notices, error, fresh, onChoose }: NoticeListProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const empty = error ? problemText(error).sentence : t('notices.none');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="notices">
      <h2 ref={heading} tabIndex={-1}>{t('notices.title')}</h2>
      {notices.length === 0 && (
        <p className="muted" role={error ? 'alert' : undefined}>
          {empty}
        </p>
      )}
      <ul>
        {notices.map((notice) => (
          <NoticeRow key={`${notice.kind}${notice.id}`} notice={notice} fresh={fresh.includes(notice)} onChoose={onChoose} />
        ))}
      </ul>
    </div>
  );
}

function NoticeRow({ notice, fresh, onChoose }: { notice: Notice; fresh: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const jobName = useJobName();
  const format = useFormat();
  const fact = factOf(notice);
  const figures = fact && Object.fromEntries(Object.entries(fact.values).map(([name, value]) => [name, format.number(value)]));
  const file = fileOf(notice);
  const { rows } = notice.facts;
  const title = notice.kind === 'job' ? jobName(notice.title) : notice.title;
  return (
    <li className={fresh ? 'notice notice-fresh' : 'notice'}>
      <Link to={addressOf(notice)} onClick={onChoose}>
        <span className="notice-head">
          <Tone tone={noticeTones[notice.state]}>{t(`notices.states.${notice.state}`)}</Tone>
          <span className="muted">{t(`notices.kinds.${notice.kind}`)}</span>
          <span className="muted notice-time">
            <Time value={notice.at} />
          </span>
        </span>
        <strong className="ellipsis">{title}</strong>
        {fact && <span className="muted">{t(`notices.facts.${fact.key}`, figures)}</span>}
      </Link>
      {file && (
        <a className="notice-file" href={file} download>
          <DownloadOutlined /> {typeof rows === 'number' ? t('notices.fileRows', { rows: format.number(rows) }) : t('notices.file')}
        </a>
      )}
    </li>
  );
}
