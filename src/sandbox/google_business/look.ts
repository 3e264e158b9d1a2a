import type { Look } from '../network.ts';

/** White and grey, and blue. */
export const look: Look = {
  title: 'Google Business',
  light: {
    accent: '#1a5fc4',
    page: '#f1f3f4',
    panel: '#ffffff',
    ink: '#202124',
    soft: '#5f6368',
    line: '#dadce0',
    hover: '#f8f9fa',
  },
  dark: {
    accent: '#8ab4f8',
    page: '#171717',
    panel: '#202124',
    ink: '#e8eaed',
    soft: '#9aa0a6',
    line: '#3c4043',
    hover: '#28292c',
  },
  font: '"Google Sans", Roboto, Arial, system-ui, sans-serif',
  avatarRadius: '8px',
  columnRadius: '8px',
  sign: '<path fill="none" stroke="currentColor" stroke-width="2" d="M4 10v9h16v-9M3 5h18l1 4a3 3 0 0 1-5 1 3 3 0 0 1-5 0 3 3 0 0 1-5 0 3 3 0 0 1-5-1z"/>',
};
