import type { Campaign } from '../types';

/** Where a campaign is looked at: a draft where it is written, another where it is watched. */
export function campaignPath(campaign: Pick<Campaign, 'id' | 'state'>): string {
  return campaign.state === 'draft' ? `/campaigns/${campaign.id}/edit` : `/campaigns/${campaign.id}`;
}
