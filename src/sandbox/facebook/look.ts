import type { Look } from '../network.ts';

/** White cards on grey, and a blue. */
export const look: Look = {
  title: 'Facebook',
  light: {
    accent: '#0a66d6',
    page: '#f0f2f5',
    panel: '#ffffff',
    ink: '#080809',
    soft: '#5d6167',
    line: '#dadde1',
    hover: '#f5f6f8',
  },
  dark: {
    accent: '#6ba8ff',
    page: '#18191a',
    panel: '#242526',
    ink: '#e4e6eb',
    soft: '#b0b3b8',
    line: '#3e4042',
    hover: '#2c2d2f',
  },
  font: '"Segoe UI Historic", "Segoe UI", Helvetica, Arial, sans-serif',
  avatarRadius: '50%',
  columnRadius: '8px',
  sign: '<path fill="currentColor" d="M12 2a10 10 0 0 0-1.600 19.870V14.900H7.900V12h2.500V9.800c0-2.500 1.500-3.900 3.800-3.900 1.100 0 2.200.200 2.200.200v2.500h-1.250c-1.230 0-1.600.760-1.600 1.550V12h2.750l-.440 2.900h-2.310v6.970A10 10 0 0 0 12 2Z"/>',
};
