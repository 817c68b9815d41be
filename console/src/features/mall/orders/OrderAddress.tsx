import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { useAddressOf } from './orderQueries';

/** Where the goods go, shown when asked for. */
export function OrderAddress({ orderId }: { orderId: string }) {
  const { t } = useTranslation('mall');
  const may = useMay('commerce.reveal');
  const problemText = useProblemText();
  const address = useAddressOf(orderId);
  if (!may) return <p className="muted">{t('address.hidden')}</p>;
  if (address.isSuccess) {
    if (!address.data) return <p className="muted">{t('address.none')}</p>;
    const { name, phone, region, street } = address.data;
    return (
      <address className="mall-address">
        <strong>{name}</strong> <span className="figures">{phone}</span>
        <br />
        {[region, street].filter(Boolean).join(' ')}
      </address>
    );
  }
  return (
    <>
      <Button icon={<EyeOutlined />} loading={address.isPending} onClick={() => address.mutate()}>
        {t('address.show')}
      </Button>
      {address.error && <p className="mall-problem">{problemText(address.error).sentence}</p>}
    </>
  );
}
