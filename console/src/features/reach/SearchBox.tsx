import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';

/** A search that is asked for with Enter or by leaving the box, not with every letter. */
export function SearchBox({ value, hint, onSearch }: { value: string; hint: string; onSearch: (value: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <Input
      className="reach-search"
      prefix={<SearchOutlined />}
      placeholder={hint}
      aria-label={hint}
      maxLength={100}
      allowClear
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!input.target.value && value) onSearch('');
      }}
      onPressEnter={() => onSearch(text.trim())}
      onBlur={() => text.trim() !== value && onSearch(text.trim())}
    />
  );
}
