import type { Look } from '../network.ts';

/** Black on white, and white on black. */
export const look: Look = {
  title: 'X',
  light: {
    accent: '#1d70b8',
    page: '#ffffff',
    panel: '#ffffff',
    ink: '#0f1419',
    soft: '#536471',
    line: '#eff3f4',
    hover: '#f7f9f9',
  },
  dark: {
    accent: '#6cb8f5',
    page: '#000000',
    panel: '#000000',
    ink: '#e7e9ea',
    soft: '#8b98a5',
    line: '#2f3336',
    hover: '#080808',
  },
  font: '"Segoe UI", Roboto, Helvetica, Arial, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '0',
  sign: '<path fill="none" stroke="currentColor" stroke-width="2.600" d="M4 4l16 16M20 4L4 20"/>',
};
