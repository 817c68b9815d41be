import { lazy } from 'react';
import { features } from './features';
import { withWords } from './i18n';

/** Panels beside a person, of every feature that has one; their code and words arrive when the first person is shown. */
export const personPanels = features.flatMap(({ name, speaks = [], personPanels: panels = [] }) =>
  panels.map(({ key, permission, attributes = [], load }) => ({ key: `${name}.${key}`, permission, attributes, Panel: lazy(withWords([name, ...speaks], load)) })),
);
