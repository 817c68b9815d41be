import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface DayFieldProps {
  label: string;
  /** As `2026-11-22`, or nothing. */
  value: string;
  onChange: (day: string | null) => void;
}

/** A day of the business, in a filter bar. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return <DatePicker className="mall-day" aria-label={label} placeholder={label} value={value ? dayjs(value) : null} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)} />;
}
