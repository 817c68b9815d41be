import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Pictures by address, the first being what lists show. */
export function PicturesField({ value, onChange }: { value: string[]; onChange: (pictures: string[]) => void }) {
  const { t } = useTranslation('shelf');
  const [address, setAddress] = useState('');
  const fits = /^https?:\/\/\S+$/.test(address.trim());
  const add = () => {
    if (!fits) return;
    onChange([...value, address.trim()]);
    setAddress('');
  };
  const swap = (index: number) => onChange(value.map((each, place) => (place === index - 1 ? (value[index] ?? each) : place === index ? (value[index - 1] ?? each) : each)));
  return (
    <>
      {value.length > 0 && (
        <ul className="shelf-pictures">
          {value.map((each, index) => (
            <li key={`${index}:${each}`}>
              <img src={each} alt={t('product.picture', { number: index + 1 })} loading="lazy" />
              <span>
                <Button size="small" type="text" icon={<ArrowLeftOutlined />} disabled={index === 0} aria-label={t('product.pictureForward', { number: index + 1 })} onClick={() => swap(index)} />
                <Button size="small" type="text" icon={<ArrowRightOutlined />} disabled={index === value.length - 1} aria-label={t('product.pictureBack', { number: index + 1 })} onClick={() => swap(index + 1)} />
                <Button size="small" type="text" danger icon={<DeleteOutlined />} aria-label={t('product.pictureRemove', { number: index + 1 })} onClick={() => onChange(value.filter((_, place) => place !== index))} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="shelf-add">
        <Input aria-label={t('product.pictureAddress')} placeholder={t('product.pictureHint')} maxLength={2000} value={address} onChange={(input) => setAddress(input.target.value)} onPressEnter={(event) => { event.preventDefault(); add(); }} />
        <Button icon={<PlusOutlined />} disabled={!fits || value.length >= 50} onClick={add}>
          {t('add')}
        </Button>
      </div>
    </>
  );
}
