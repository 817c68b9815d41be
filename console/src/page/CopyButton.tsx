import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copyText';

const shownMs = 2_000;

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'icon' | 'children'> {
  text: string;
  /** What is copied, for those who hear the page; the icon alone where `bare`. */
  label?: string;
  bare?: boolean;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, bare = false, ...button }: CopyButtonProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else void message.warning(t('copying.failed'));
  };
  const words = copied ? t('copying.done') : t('copying.copy');
  return (
    <Button
      size="small"
      {...button}
      icon={copied ? <CheckOutlined /> : <CopyOutlined />}
      onClick={() => void copy()}
      aria-label={label && !copied ? t('copying.copyThis', { what: label }) : words}
    >
      {bare ? null : words}
    </Button>
  );
}
