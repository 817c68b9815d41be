import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../i18n';
import { languageNames, languages, type Language } from '../language';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: languages.map((language) => ({ key: language, label: languageNames[language] })),
        selectable: true,
        selectedKeys: [i18n.language],
        onClick: ({ key }) => void switchLanguage(key as Language),
      }}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={t('language')} title={t('language')} />
    </Dropdown>
  );
}
