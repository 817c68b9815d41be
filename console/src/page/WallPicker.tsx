import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { ComponentProps } from 'react';
import { useMe } from '@/app/session';
import { momentOf, wallOf } from '@/format/wallClock';

interface WallPickerProps extends Pick<ComponentProps<typeof DatePicker>, 'size' | 'variant' | 'className' | 'placeholder'> {
  label: string;
  /** A moment, as the API carries it. */
  value: string | null;
  clearable: boolean;
  onChange: (moment: string | null) => void;
}

const shape = 'YYYY-MM-DD HH:mm';

/** A day and a time as the clocks of the business show it, wherever the operator sits. */
export function WallPicker({ label, value, clearable, onChange, ...look }: WallPickerProps) {
  const { timezone } = useMe();
  return (
    <DatePicker
      {...look}
      aria-label={label}
      format={shape}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      showNow={false}
      needConfirm={false}
      allowClear={clearable}
      value={value ? dayjs(wallOf(new Date(value), timezone)) : null}
      onChange={(picked) => onChange(picked ? momentOf(picked.format(shape), timezone).toISOString() : null)}
    />
  );
}
