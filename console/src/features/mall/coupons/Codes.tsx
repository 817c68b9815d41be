import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { batchesQuery, useExportCodes, useMakeCodes, type CouponKind } from './couponQueries';

/** Codes to print or to send, made in batches and taken away as a file. */
export function Codes({ kind }: { kind: CouponKind }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const mayGive = useMay('promotions.give');
  const mayExport = useMay('promotions.export');
  const batches = useQuery(batchesQuery(kind.id));
  const make = useMakeCodes();
  const take = useExportCodes();
  const [name, setName] = useState('');
  const [size, setSize] = useState(1_000);

  const download = (batch: { id: string; name: string }) =>
    take.mutate(batch.id, {
      onSuccess: (file) => {
        const address = URL.createObjectURL(file);
        const link = Object.assign(document.createElement('a'), { href: address, download: `${batch.name}.csv` });
        link.click();
        URL.revokeObjectURL(address);
      },
      onError: (error) => void message.error(problemText(error).sentence),
    });

  return (
    <section>
      <h3>{t('codes.title')}</h3>
      <Loaded query={batches} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('codes.none')}</p>
          ) : (
            <ul className="mall-lines">
              {items.map((batch) => (
                <li key={batch.id}>
                  <div className="mall-line-what">
                    <span>{batch.name}</span>
                    <span className="muted">
                      {t('codes.count', { shown: format.number(batch.size) })} · <Time value={batch.created_at} />
                    </span>
                  </div>
                  {mayExport && (
                    <Button size="small" icon={<DownloadOutlined />} loading={take.isPending && take.variables === batch.id} onClick={() => download(batch)}>
                      {t('codes.csv')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayGive && kind.state === 'active' && (
        <form
          className="mall-note-form"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ kind_id: kind.id, name: name.trim(), size }, { onSuccess: () => setName('') });
          }}
        >
          <Input aria-label={t('codes.name')} placeholder={t('codes.name')} maxLength={100} value={name} onChange={(input) => setName(input.target.value)} />
          <InputNumber aria-label={t('codes.size')} min={1} max={10_000_000} precision={0} value={size} onChange={(value) => setSize(value ?? 1)} />
          <Button htmlType="submit" disabled={!name.trim()} loading={make.isPending}>
            {t('codes.make')}
          </Button>
        </form>
      )}
      {make.error && <p className="mall-problem">{problemText(make.error).sentence}</p>}
    </section>
  );
}
