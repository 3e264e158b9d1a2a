import type { Look } from '../network.ts';

/** White, rounded, and the red of its sign. */
export const look: Look = {
  title: 'Pinterest',
  light: {
    accent: '#c8001a',
    page: '#ffffff',
    panel: '#ffffff',
    ink: '#111111',
    soft: '#5f5f5f',
    line: '#e2e2e0',
    hover: '#f6f6f3',
  },
  dark: {
    accent: '#ff6b7d',
    page: '#0d0d0d',
    panel: '#191919',
    ink: '#f0f0ee',
    soft: '#a5a5a1',
    line: '#33332f',
    hover: '#222220',
  },
  font: '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Helvetica, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '24px',
  sign: '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M9 3h6l-1 6 3.500 4h-11L10 9 9 3ZM12 13v8"/>',
};
