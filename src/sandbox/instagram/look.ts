import type { Look } from '../network.ts';

/** White, and a magenta. */
export const look: Look = {
  title: 'Instagram',
  light: {
    accent: '#b4256f',
    page: '#fafafa',
    panel: '#ffffff',
    ink: '#161616',
    soft: '#6a6a6a',
    line: '#e4e4e4',
    hover: '#f7f7f7',
  },
  dark: {
    accent: '#ff8cbf',
    page: '#000000',
    panel: '#101010',
    ink: '#f5f5f5',
    soft: '#a8a8a8',
    line: '#2a2a2a',
    hover: '#191919',
  },
  font: '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '8px',
  sign: '<g fill="none" stroke="currentColor" stroke-width="2"><rect x="4" y="4" width="16" height="16" rx="5"/><circle cx="12" cy="12" r="3.700"/></g><circle cx="16.600" cy="7.400" r="1.200" fill="currentColor"/>',
};
