import type { Look } from '../network.ts';

/** Black and white, with the red of its note. */
export const look: Look = {
  title: 'TikTok',
  light: {
    accent: '#d81e4a',
    page: '#f8f8f8',
    panel: '#ffffff',
    ink: '#161823',
    soft: '#5f6068',
    line: '#e3e3e4',
    hover: '#f6f6f7',
  },
  dark: {
    accent: '#fe5c7f',
    page: '#000000',
    panel: '#121212',
    ink: '#f2f2f3',
    soft: '#a0a1a7',
    line: '#2a2a2d',
    hover: '#1b1b1d',
  },
  font: '"TikTok Sans", Arial, "Segoe UI", Tahoma, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '12px',
  sign: '<path fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="square" d="M13.500 4v11.500a3.800 3.800 0 1 1-3.800-3.800M13.500 4c.3 2.900 2.200 4.700 5 4.900"/>',
};
