import { Tooltip } from 'antd';
import type { Tag } from '@/api/types';
import { dataColorOf } from '@/format/value';
import './tags.css';

/** Tags on one line; those beyond `limit` are counted and named on hover. */
export function TagChips({ tags, limit }: { tags: readonly Tag[]; limit: number }) {
  if (tags.length === 0) return null;
  const hidden = tags.slice(limit);
  return (
    <span className="tag-chips">
      {tags.slice(0, limit).map((tag) => (
        <span key={tag.id} className="tag-chip ellipsis" style={tagColor(tag)}>
          {tag.name}
        </span>
      ))}
      {hidden.length > 0 && (
        <Tooltip title={hidden.map((tag) => tag.name).join(', ')}>
          <span className="tag-more figures">+{hidden.length}</span>
        </Tooltip>
      )}
    </span>
  );
}

export function tagColor(tag: Tag): object {
  return { '--tag': `var(--data-${dataColorOf(tag.id)})` };
}
