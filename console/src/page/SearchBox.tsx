import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import './list.css';

interface SearchBoxProps {
  value: string;
  /** What may be typed: placeholder and name of the box. */
  hint: string;
  onSearch: (words: string) => void;
}

/** A search that is asked for with Enter or by leaving the box, not with every letter. */
export function SearchBox({ value, hint, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  return (
    <Input
      className="list-search"
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
