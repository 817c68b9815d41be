import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useMe } from '@/app/session';
import { momentOf, wallOf } from './wallClock';

interface WallPickerProps {
  label: string;
  /** A moment, as the API carries it. */
  value: string | null;
  clearable: boolean;
  onChange: (moment: string | null) => void;
}

const shape = 'YYYY-MM-DD HH:mm';

/** A day and a time as the clocks of the business show it, wherever the operator sits. */
export function WallPicker({ label, value, clearable, onChange }: WallPickerProps) {
  const { timezone } = useMe();
  return (
    <DatePicker
      className="compose-date"
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
