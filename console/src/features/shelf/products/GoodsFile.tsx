import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { uploadForm } from '@/api/upload';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { OneFileField } from '@/page/OneFileField';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { priceBooksQuery } from '../prices/priceQueries';
import { locationsQuery } from '../stock/stockQueries';

type Report = components['schemas']['GoodsFileOut'];

/** The catalogue as a file: written out, changed in a spreadsheet, tried, and taken in. */
export function GoodsFile({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayStock = useMay('commerce.stock');
  const queries = useQueryClient();
  const books = useQuery(priceBooksQuery);
  const locations = useQuery(locationsQuery);
  const [file, setFile] = useState<File | null>(null);
  const [chosenBook, setBook] = useState<string | null>(null);
  const [location, setLocation] = useState('');
  const book = chosenBook ?? books.data?.find((each) => !each.parent_id)?.id ?? '';
  const take = useMutation({
    mutationFn: (tried: boolean) => {
      const form = new FormData();
      if (file) form.append('file', file);
      form.append('dry_run', String(tried));
      if (book) form.append('price_book_id', book);
      if (location) form.append('location_id', location);
      return uploadForm<Report>('/api/commerce/goods-files', form);
    },
    onSuccess: async (report) => {
      if (report.dry_run) return;
      await Promise.all([['products'], ['prices'], ['stock'], ['categories'], ['productBrands']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      void message.success(t('goodsFile.done', { count: report.taken }));
      if (report.bad_count === 0) onDone();
    },
  });
  const asked = new URLSearchParams({ language: i18n.language === 'zh-CN' ? 'zh' : 'en', ...(book && { price_book_id: book }), ...(location && { location_id: location }) });
  return (
    <Form layout="vertical">
      <div className="shelf-row">
        <Form.Item label={t('prices.book')} extra={t('goodsFile.bookExtra')}>
          <Select aria-label={t('prices.book')} value={book} onChange={setBook} options={[{ value: '', label: t('goodsFile.noPrices') }, ...(books.data ?? []).map((each) => ({ value: each.id, label: each.name }))]} />
        </Form.Item>
        <Form.Item label={t('stock.location')} extra={t('goodsFile.locationExtra')}>
          <Select aria-label={t('stock.location')} disabled={!mayStock} value={location} onChange={setLocation} options={[{ value: '', label: t('goodsFile.noStock') }, ...(locations.data ?? []).map((each) => ({ value: each.id, label: each.name }))]} />
        </Form.Item>
      </div>
      <Form.Item extra={t('goodsFile.exportExtra')}>
        <Button icon={<DownloadOutlined />} href={`/api/commerce/goods-files/export?${asked}`} download>
          {t('goodsFile.export')}
        </Button>
      </Form.Item>
      <OneFileField
        file={file}
        label={t('goodsFile.choose')}
        extra={t('goodsFile.fileExtra')}
        onPick={(picked) => {
          setFile(picked);
          take.reset();
        }}
      />
      {take.error && <p className="shelf-problem">{problemText(take.error).sentence}</p>}
      {take.data && <Outcome report={take.data} />}
      <div className="shelf-acts">
        <Button type={take.data ? 'default' : 'primary'} disabled={!file} loading={take.isPending} onClick={() => take.mutate(true)}>
          {t('goodsFile.try')}
        </Button>
        {take.data?.dry_run && take.data.taken > 0 && (
          <Button type="primary" loading={take.isPending} onClick={() => take.mutate(false)}>
            {t('goodsFile.take', { count: take.data.taken })}
          </Button>
        )}
      </div>
    </Form>
  );
}

function Outcome({ report }: { report: Report }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const named = useNamed();
  const counts = ['rows', 'taken', 'products_made', 'products_changed', 'skus_made', 'skus_changed', 'prices_written', 'levels_moved', 'bad_count'] as const;
  return (
    <section className="shelf-card" aria-label={t('goodsFile.outcome')}>
      <strong>{report.dry_run ? t('goodsFile.wouldDo') : t('goodsFile.did')}</strong>
      <Facts facts={counts.map((count) => ({ label: t(`goodsFile.counts.${count}`), value: format.number(report[count]) }))} />
      {report.bad.length > 0 && (
        <ul className="shelf-list">
          {report.bad.slice(0, 50).map((bad) => (
            <li key={`${bad.row}:${bad.code}`}>
              <span>{t('goodsFile.badRow', { row: bad.row, reason: named('shelf:goodsFile.reasons', bad.code) })}</span>
              <span className="muted shelf-cause">{bad.value}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
