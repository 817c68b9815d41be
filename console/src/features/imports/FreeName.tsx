import { Input } from 'antd';
import { useState } from 'react';

interface FreeNameProps {
  value: string;
  label: string;
  disabled: boolean;
  onChange: (name: string) => void;
}

/** The name under which a column is kept; taken over when the field is left. */
export function FreeName({ value, label, disabled, onChange }: FreeNameProps) {
  const [text, setText] = useState(value);
  const settle = () => text.trim() !== value && onChange(text);
  return (
    <Input
      aria-label={label}
      maxLength={120}
      disabled={disabled}
      value={text}
      onChange={(input) => setText(input.target.value)}
      onBlur={settle}
      onPressEnter={settle}
    />
  );
}
