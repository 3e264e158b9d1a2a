import type { Look } from '../network.ts';

/** White or nearly black, and red. */
export const look: Look = {
  title: 'YouTube',
  light: {
    accent: '#c00000',
    page: '#f9f9f9',
    panel: '#ffffff',
    ink: '#0f0f0f',
    soft: '#606060',
    line: '#e5e5e5',
    hover: '#f2f2f2',
  },
  dark: {
    accent: '#ff6b6b',
    page: '#0f0f0f',
    panel: '#181818',
    ink: '#f1f1f1',
    soft: '#aaaaaa',
    line: '#303030',
    hover: '#222222',
  },
  font: 'Roboto, Arial, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '12px',
  sign: '<rect x="2" y="5" width="20" height="14" rx="4" fill="currentColor"/><path fill="#fff" d="M10 9l5 3-5 3z"/>',
};
