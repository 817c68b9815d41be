import { FileTextOutlined, GiftOutlined, MessageOutlined, PartitionOutlined, PercentageOutlined, ProfileOutlined, SearchOutlined, ThunderboltOutlined, UploadOutlined, UserOutlined } from '@ant-design/icons';
import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChoices } from '@/page/useChoices';
import { useSettled } from '@/page/useSettled';
import { navigationFor } from '../layout/navigationTree';
import { recall, remember } from '../memory';
import { useMe } from '../session';
import { matching, pageEntries, readRecent, withRecent, type EntryGroup, type EntryKind } from './palette';
import { placeEntries } from './places';
import { useFound } from './searchQueries';
import { useActs } from './useActs';

const icons: Record<EntryKind, ReactNode> = {
  page: <ProfileOutlined />,
  person: <UserOutlined />,
  segment: <PartitionOutlined />,
  campaign: <MessageOutlined />,
  template: <FileTextOutlined />,
  coupon: <GiftOutlined />,
  promotion: <PercentageOutlined />,
  import: <UploadOutlined />,
  act: <ThunderboltOutlined />,
};

const pauseMs = 150;

/** One field that leads to every page, person, segment, campaign, template and import, and does small acts. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, permissions } = useMe();
  const memory = `recent.${id}`;
  const [recent] = useState(() => readRecent(recall(memory)));
  const [text, setText] = useState('');
  const asked = text.trim();
  const found = useFound(useSettled(asked, pauseMs));
  const acts = useActs();

  const navigation = navigationFor(permissions);
  const pages = pageEntries(navigation, (key, ns) => t(key, { ns }));
  const pageIcons = new Map(navigation.flatMap((group) => group.items.map((item) => [item.path, item.icon] as const)));
  const inner = placeEntries(permissions, (label) => t(`search.places.${label}`));
  const groups = groupsOf();
  const entries = groups.flatMap((group) => group.entries);
  const { fieldProps, listProps, optionProps, toFirst } = useChoices(entries, (entry) => {
    onClose();
    if (entry.kind === 'act') return acts.run(entry.path);
    // Names of people stay out of the browser's memory.
    if (entry.kind !== 'person') remember(memory, JSON.stringify(withRecent(recent, entry)));
    void navigate(entry.path);
  });

  return (
    <Modal open footer={null} closable={false} onCancel={onClose} className="palette" width={640} styles={{ body: { padding: 0 } }} title={<span className="visually-hidden">{t('search.open')}</span>}>
      <Input
        {...fieldProps}
        autoFocus
        variant="borderless"
        size="large"
        prefix={<SearchOutlined />}
        placeholder={t('search.hint')}
        aria-label={t('search.hint')}
        value={text}
        onChange={(input) => {
          setText(input.target.value);
          toFirst();
        }}
      />
      <div {...listProps} aria-label={t('search.results')} className="choices palette-choices">
        {groups.map((group, at) => (
          <div key={group.kind} role="group" aria-label={t(`search.kinds.${group.kind}`)}>
            <div className="palette-kind muted" aria-hidden>
              {t(`search.kinds.${group.kind}`)}
            </div>
            {group.entries.map((entry, index) => (
              <div key={entry.path} {...optionProps(startOf(groups, at) + index)} className="choice">
                <span className="muted">{pageIcons.get(entry.path) ?? icons[entry.kind]}</span>
                <span className="choice-words">
                  <span className="ellipsis">{entry.title}</span>
                  {entry.note && <span className="muted ellipsis choice-note">{entry.note}</span>}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="palette-foot muted" role="status">
        {entries.length === 0 ? (found.busy ? t('search.busy') : t('search.none', { text: asked })) : found.failed ? t('search.failed') : t('search.keys')}
      </p>
    </Modal>
  );

  function groupsOf(): EntryGroup[] {
    const all: EntryGroup[] = asked
      ? [{ kind: 'page', entries: matching([...pages, ...inner], asked).slice(0, 8) }, ...found.groups, { kind: 'act', entries: matching(acts.entries, asked) }]
      : [
          { kind: 'recent', entries: recent },
          { kind: 'page', entries: pages.filter((page) => !recent.some((entry) => entry.path === page.path)) },
        ];
    return all.filter((group) => group.entries.length > 0);
  }
}

function startOf(groups: readonly EntryGroup[], at: number): number {
  return groups.slice(0, at).reduce((sum, group) => sum + group.entries.length, 0);
}
