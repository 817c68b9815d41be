import { configure } from '@testing-library/react';

// What comes a moment later comes much later on a machine that does other things as well.
configure({ asyncUtilTimeout: 30_000 });

// jsdom has no media queries; every test sees a wide, light window.
window.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
})) as unknown as typeof window.matchMedia;
