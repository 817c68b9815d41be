import { useQuery } from '@tanstack/react-query';
import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { inLanguage } from '@/format/inLanguage';
import { JsonView } from '@/page/JsonView';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { SystemTabs } from './SystemTabs';
import { blocksQuery, modulesQuery, type Block, type Module } from './systemQueries';
import './system.css';

/** Modules and plug-ins that are loaded, and the blocks they offer to others. */
export default function ModulesPage() {
  const { t } = useTranslation('system');
  const format = useFormat();
  const modules = useQuery(modulesQuery);
  const blocks = useQuery(blocksQuery);
  return (
    <Page title={t('health.title')} count={modules.data && t('modules.count', { count: modules.data.length, shown: format.number(modules.data.length) })} purpose={t('modules.purpose')}>
      <SystemTabs />
      <div className="stores">
        <Loaded query={modules} rows={8}>
          {(loaded) => (
            <div className="store-grid">
              {loaded.map((module) => (
                <ModuleCard key={module.name} module={module} />
              ))}
            </div>
          )}
        </Loaded>
        <Loaded query={blocks} rows={4}>
          {(loaded) => loaded.length > 0 && <Blocks blocks={loaded} />}
        </Loaded>
      </div>
    </Page>
  );
}

function ModuleCard({ module }: { module: Module }) {
  const { t } = useTranslation('system');
  const format = useFormat();
  const named = useNamed();
  const brings = (['permissions', 'events', 'jobs', 'blocks'] as const).filter((what) => module[what].length > 0);
  return (
    <section className="panel store">
      <h3>
        {named('app:modules', module.name)} {module.plug_in && <Tone tone="info">{t('modules.plugIn')}</Tone>}
      </h3>
      <p className="code muted">{module.name}</p>
      <ul className="module-brings">
        {brings.map((what) => (
          <li key={what}>
            <details>
              <summary>{t(`modules.${what}`, { count: module[what].length, shown: format.number(module[what].length) })}</summary>
              <p className="code">{module[what].join(', ')}</p>
            </details>
          </li>
        ))}
        {module.schedules.length > 0 && (
          <li>
            <details>
              <summary>{t('modules.schedules', { count: module.schedules.length, shown: format.number(module.schedules.length) })}</summary>
              {module.schedules.map((schedule) => (
                <p key={schedule.name} className="code">
                  {schedule.cron} {schedule.name}
                </p>
              ))}
            </details>
          </li>
        )}
        {module.invariants > 0 && <li>{t('modules.invariants', { count: module.invariants, shown: format.number(module.invariants) })}</li>}
      </ul>
    </section>
  );
}

function Blocks({ blocks }: { blocks: Block[] }) {
  const { t, i18n } = useTranslation('system');
  const named = useNamed();
  const kinds = [...new Set(blocks.map((block) => block.kind))];
  return (
    <section className="panel sys-blocks">
      <h2 className="sys-heading">{t('modules.blocksTitle')}</h2>
      <p className="muted sys-hint">{t('modules.blocksHint')}</p>
      <Collapse
        ghost
        items={kinds.map((kind) => ({
          key: kind,
          label: `${named('system:blockKinds', kind)} · ${blocks.filter((block) => block.kind === kind).length}`,
          children: blocks
            .filter((block) => block.kind === kind)
            .map((block) => (
              <div key={block.name} className="sys-block">
                <strong>{inLanguage(block.title, i18n.language) ?? block.name}</strong> <span className="code muted">{block.name}</span>
                {Object.keys(block.options_schema).length > 0 && (
                  <details>
                    <summary>{t('modules.schema')}</summary>
                    <JsonView value={block.options_schema} />
                  </details>
                )}
              </div>
            )),
        }))}
      />
    </section>
  );
}
