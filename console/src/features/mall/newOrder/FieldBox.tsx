import { Form } from 'antd';
import type { ReactNode } from 'react';

interface FieldBoxProps {
  label: string;
  problem?: string;
  extra?: ReactNode;
  required?: boolean;
  children: ReactNode;
}

/** A field with its label, and what is wrong with it below. */
export function FieldBox({ label, problem, extra, required, children }: FieldBoxProps) {
  return (
    <Form.Item layout="vertical" label={label} required={required} validateStatus={problem ? 'error' : undefined} help={problem && <span role="alert">{problem}</span>} extra={extra}>
      {children}
    </Form.Item>
  );
}
