import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { WhoMayGive } from '@/page/WhoMayGive';
import { AttentionPanel } from './AttentionPanel';
import { ChannelsPanel } from './ChannelsPanel';
import { peopleAddress, peopleAsked, type PeopleAsk } from './figureAddress';
import { GoalDrawer } from './goals/GoalDrawer';
import { GoalStrip } from './goals/GoalStrip';
import { NewGoalDrawer } from './goals/NewGoalDrawer';
import { NothingYet } from './NothingYet';
import { todayQuery } from './overviewQueries';
import { windows } from './overviewTypes';
import { PeopleDrawer } from './PeopleDrawer';
import { Ticker } from './Ticker';
import { TodayPanel } from './today/TodayPanel';
import { WheelPanel } from './wheel/WheelPanel';
import './overview.css';

const newGoal = 'new';

/** What an operator sees first: goals, today, the wheel, what waits, where people come from. */
export default function OverviewPage() {
  const { t } = useTranslation('overview');
  const { search, change } = useAddress();
  const node = useNode();
  const mayRead = useMay('insights.read');
  const mayListen = useMay('tracking.read');
  const maySetGoals = useMay('insights.manage_goals');
  const today = useQuery({ ...todayQuery(node), enabled: mayRead });
  // The first event arrives in the midst of the guide, which stays until its reader leaves.
  const [guided, setGuided] = useState(false);
  if (today.data?.any_event === false && !guided) setGuided(true);
  const days = windows.find((each) => String(each) === search.get('days')) ?? windows[0];
  const goal = search.get('goal');
  const people = peopleAsked(search.get('people'));
  const openPeople = (ask: PeopleAsk) => change({ people: peopleAddress(ask), cursor: null });

  if (!mayRead) {
    return (
      <Page title={t('title')} purpose={t('titlePurpose')}>
        <div className="panel overview-panel">
          <WhoMayGive permission="insights.read" />
        </div>
      </Page>
    );
  }
  // Until it is known that there is something, there is nothing to show: not even noughts.
  if (today.isPending) {
    return (
      <Page title={t('title')} purpose={t('titlePurpose')}>
        <PageSkeleton />
      </Page>
    );
  }
  if (guided) {
    return (
      <Page title={t('title')} purpose={t('titlePurpose')}>
        <NothingYet />
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      purpose={t('titlePurpose')}
      actions={
        maySetGoals && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ goal: newGoal })}>
            {t('goals.set')}
          </Button>
        )
      }
    >
      <GoalStrip node={node} onOpen={(id) => change({ goal: id })} onSet={maySetGoals ? () => change({ goal: newGoal }) : undefined} />
      <div className="overview-row">
        <TodayPanel today={today} onPeople={openPeople} />
        <AttentionPanel />
      </div>
      <div className="overview-window">
        <h2 className="overview-title">{t('window.title')}</h2>
        <Segmented<number>
          aria-label={t('window.title')}
          value={days}
          options={windows.map((value) => ({ value, label: t('window.days', { days: value }) }))}
          onChange={(value) => change({ days: value === windows[0] ? null : String(value) })}
        />
      </div>
      <div className={mayListen ? 'overview-row' : 'overview-row overview-row-alone'}>
        <WheelPanel days={days} node={node} onPeople={openPeople} />
        {mayListen && <Ticker />}
      </div>
      <ChannelsPanel days={days} node={node} onPeople={openPeople} />
      <GoalDrawer goalId={goal === newGoal ? null : goal} mayChange={maySetGoals} onClose={() => change({ goal: null })} />
      <NewGoalDrawer open={goal === newGoal} node={node} onClose={() => change({ goal: null })} />
      <PeopleDrawer ask={people} node={node} />
    </Page>
  );
}
